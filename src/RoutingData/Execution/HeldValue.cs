using System.Globalization;

namespace RoutingData.Execution;

/// <summary>Gives a value as the type that is asked for, where that loses nothing, as drivers do.</summary>
internal static class HeldValue
{
    /// <exception cref="InvalidCastException">It is NULL, or another kind of value.</exception>
    /// <exception cref="OverflowException">The number is too large for the type.</exception>
    public static T As<T>(object value)
    {
        if (value is T same) return same;
        var type = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        if (value is DBNull)
            return default(T) is null && type != typeof(T) ? default! : throw new InvalidCastException($"NULL is no {typeof(T).Name}.");
        return (T)Converted(value, type);
    }

    private static object Converted(object value, Type type)
    {
        if (type.IsEnum) return Enum.ToObject(type, value);
        return (value, type) switch
        {
            (string text, _) when type == typeof(Guid) => Guid.Parse(text),
            (string { Length: > 0 } text, _) when type == typeof(char) => text[0],
            (byte[] { Length: 16 } bytes, _) when type == typeof(Guid) => new Guid(bytes),
            (DateTime moment, _) when type == typeof(DateOnly) => DateOnly.FromDateTime(moment),
            (DateTime moment, _) when type == typeof(DateTimeOffset) => new DateTimeOffset(DateTime.SpecifyKind(moment, DateTimeKind.Utc)),
            (TimeSpan time, _) when type == typeof(TimeOnly) => TimeOnly.FromTimeSpan(time),
            (byte[] bytes, _) when type == typeof(Stream) => new MemoryStream(bytes, writable: false),
            (string text, _) when type == typeof(TextReader) => new StringReader(text),
            (Guid id, _) when type == typeof(string) => id.ToString(),
            (IConvertible and not string, _) when IsNumber(type) && value is not (DateTime or char) => Convert.ChangeType(value, type, CultureInfo.InvariantCulture),
            _ => throw new InvalidCastException($"A {value.GetType().Name} is no {type.Name}."),
        };
    }

    private static bool IsNumber(Type type) => Type.GetTypeCode(type) is >= TypeCode.Boolean and <= TypeCode.Decimal and not TypeCode.Char;
}
