namespace RoutingData.ProxySql.Admin;

/// <summary>
/// Passwords that were typed into the tables. The tables have marks in their place, which can be copied from row to row and say nothing. It belongs to one
/// admin interface, under its lock.
/// </summary>
internal sealed class Secrets
{
    /// <summary>The mark of a password that is in force already: it stays.</summary>
    public const string Kept = "*** in force ***";

    private readonly Dictionary<string, string> _typed = new(StringComparer.Ordinal);

    /// <summary>Keeps a password and gives the mark for it.</summary>
    public string Seal(string value)
    {
        if (value.Length == 0 || value == Kept || _typed.ContainsKey(value)) return value;
        var mark = $"*** {_typed.Count + 1} ***";
        _typed.Add(mark, value);
        return mark;
    }

    /// <summary>What a mark stands for; what is none stands for itself.</summary>
    /// <param name="value">The mark.</param>
    /// <param name="kept">What stays.</param>
    public string? Open(string? value, string? kept) => value == Kept ? kept : value is not null && _typed.TryGetValue(value, out var typed) ? typed : value;
}
