using System.Globalization;

namespace RoutingData.Testing.Simulation;

/// <summary>Values as the simulated servers hold them: whole numbers are <see cref="long"/>, everything else is as it came.</summary>
internal static class Values
{
    public static object? Of(object? value) => value switch
    {
        null or DBNull => null,
        bool flag => flag ? 1L : 0L,
        sbyte or byte or short or ushort or int or uint or ulong => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        float or double => Convert.ToDecimal(value, CultureInfo.InvariantCulture),
        Enum number => Convert.ToInt64(number, CultureInfo.InvariantCulture),
        char or Guid => value.ToString(),
        _ => value,
    };

    public static int Compare(object one, object other)
    {
        if (one.GetType() == other.GetType() && one is not string && one is IComparable comparable) return comparable.CompareTo(other);
        if (one is long or decimal && other is long or decimal) return Number(one).CompareTo(Number(other));
        return string.Compare(Text(one), Text(other), StringComparison.OrdinalIgnoreCase);
    }

    public static bool IsTrue(object? value) => value is not null && Number(value) != 0;

    public static decimal Number(object value) => value switch
    {
        long number => number,
        decimal number => number,
        _ => decimal.TryParse(Text(value), NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : 0,
    };

    /// <summary>Returns a sum, whole as long as both parts are.</summary>
    public static object? Add(object? one, object? other, int sign)
    {
        if (one is null || other is null) return null;
        if (one is long left && other is long right) return left + (sign * right);
        return Number(one) + (sign * Number(other));
    }

    public static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
