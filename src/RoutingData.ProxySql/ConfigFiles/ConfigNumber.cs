using System.Globalization;
using System.Numerics;

namespace RoutingData.ProxySql.ConfigFiles;

/// <summary>Reads a number: decimal, hexadecimal, binary or octal integers, with L or LL behind them, and floats.</summary>
internal static class ConfigNumber
{
    public static ConfigToken Read(ConfigCursor cursor)
    {
        var position = cursor.Position;
        var text = cursor.TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '+' or '-');
        if (Integer(text.TrimEnd('L')) is { } integer && text.Length - text.TrimEnd('L').Length <= 2)
        {
            if (integer < long.MinValue || integer > long.MaxValue) throw new ProxySqlFormatException(position, "The number does not fit into 64 bits.");
            return new ConfigToken(ConfigTokenKind.Integer, integer.ToString(CultureInfo.InvariantCulture), position);
        }

        const NumberStyles Float = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (double.TryParse(text, Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            return new ConfigToken(ConfigTokenKind.Float, number.ToString("R", CultureInfo.InvariantCulture), position);
        throw new ProxySqlFormatException(position, "It begins like a number and is none. Text stands in double quotes.");
    }

    private static BigInteger? Integer(ReadOnlySpan<char> text)
    {
        // A long row of digits would take time that grows with its square, and fits nowhere.
        if (text.Length is 0 or > 80) return null;
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)) return OfDigits(text[2..], 16);
        if (text.StartsWith("0b", StringComparison.OrdinalIgnoreCase)) return OfDigits(text[2..], 2);
        if (text.StartsWith("0o", StringComparison.OrdinalIgnoreCase) || text.StartsWith("0q", StringComparison.OrdinalIgnoreCase))
            return OfDigits(text[2..], 8);
        return BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static BigInteger? OfDigits(ReadOnlySpan<char> digits, int radix)
    {
        if (digits.IsEmpty) return null;
        var number = BigInteger.Zero;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiHexDigit(digit) || Convert.ToInt32(digit.ToString(), 16) >= radix) return null;
            number = (number * radix) + Convert.ToInt32(digit.ToString(), 16);
        }

        // As in C: all 64 bits of a hexadecimal number count, the first one as the sign.
        return number > long.MaxValue && number <= ulong.MaxValue ? unchecked((long)(ulong)number) : number;
    }
}
