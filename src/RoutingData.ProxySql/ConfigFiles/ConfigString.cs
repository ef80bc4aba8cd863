using System.Globalization;
using System.Text;

namespace RoutingData.ProxySql.ConfigFiles;

/// <summary>Reads strings: their escapes, and several in a row, which are one.</summary>
internal static class ConfigString
{
    /// <summary>Reads the string at the cursor and those that follow it with nothing but white space and comments between.</summary>
    public static string Read(ConfigCursor cursor)
    {
        var text = new StringBuilder(ReadOne(cursor));
        while (true)
        {
            while (cursor.SkipSpaceOrComment())
            {
            }

            if (cursor.IsAtEnd || cursor.Current != '"') return text.ToString();
            text.Append(ReadOne(cursor));
        }
    }

    /// <summary>Reads one string.</summary>
    public static string ReadOne(ConfigCursor cursor)
    {
        var position = cursor.Position;
        cursor.Advance();
        var text = new StringBuilder();
        while (!cursor.IsAtEnd)
        {
            text.Append(cursor.TakeWhile(c => c is not ('"' or '\\')));
            if (cursor.IsAtEnd) break;
            if (cursor.Current == '"')
            {
                cursor.Advance();
                return text.ToString();
            }

            Escape(cursor, text);
        }

        throw new ProxySqlFormatException(position, "The string that begins here has no end.");
    }

    private static void Escape(ConfigCursor cursor, StringBuilder text)
    {
        cursor.Advance();
        if (cursor.IsAtEnd) return;
        char? escaped = cursor.Current switch
        {
            'a' => '\a', 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', 'v' => '\v', '\\' => '\\', '"' => '"', _ => null,
        };
        if (escaped is not null)
        {
            cursor.Advance();
            text.Append(escaped);
        }
        else if (cursor.Current == 'x' && char.IsAsciiHexDigit(cursor.Next))
        {
            Hexadecimal(cursor, text);
        }
        else
        {
            // libconfig keeps the backslash of an escape that it does not know: \s in a rule's pattern stays \s.
            text.Append('\\');
        }
    }

    private static void Hexadecimal(ConfigCursor cursor, StringBuilder text)
    {
        cursor.Advance();
        Span<char> digits = [cursor.Current, cursor.Next];
        if (!char.IsAsciiHexDigit(digits[1]))
        {
            text.Append(@"\x");
            return;
        }

        cursor.Advance();
        cursor.Advance();
        text.Append((char)int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
    }
}
