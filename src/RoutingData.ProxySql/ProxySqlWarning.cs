namespace RoutingData.ProxySql;

/// <summary>A key or a statement that was not taken over as it stands, with the reason. Each one is reported once, however often it occurs.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Key">The key, such as <c>mysql-threads</c> or <c>mysql_servers.compression</c>, or the kind of statement.</param>
/// <param name="Reason">Why, and what to do instead. It repeats no value.</param>
/// <param name="Position">Where it stands the first time.</param>
/// <param name="Count">How often it occurs.</param>
public sealed record ProxySqlWarning(ProxySqlWarningKind Kind, string Key, string Reason, ProxySqlPosition Position, int Count)
{
    /// <summary>Returns the warning as a line of a report.</summary>
    public override string ToString() => $"{Position}: {Key}{(Count > 1 ? $" ({Count} times)" : "")}: {Reason}";
}
