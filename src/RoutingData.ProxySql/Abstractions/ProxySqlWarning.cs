namespace RoutingData.ProxySql;

/// <summary>A key or a statement that was not taken over as it stands, with the reason. Each one is reported once, however often it occurs.</summary>
public sealed record ProxySqlWarning
{
    internal ProxySqlWarning(ProxySqlWarningKind kind, string key, string reason, ProxySqlPosition position, int count) =>
        (Kind, Key, Reason, Position, Count) = (kind, key, reason, position, count);

    /// <summary>What became of it.</summary>
    public ProxySqlWarningKind Kind { get; }

    /// <summary>The key, such as <c>mysql-threads</c> or <c>mysql_servers.compression</c>, or the kind of statement.</summary>
    public string Key { get; }

    /// <summary>Why, and what to do instead. It repeats no value.</summary>
    public string Reason { get; }

    /// <summary>Where it stands the first time.</summary>
    public ProxySqlPosition Position { get; }

    /// <summary>How often it occurs.</summary>
    public int Count { get; internal init; }

    /// <summary>Returns the warning as a line of a report.</summary>
    public override string ToString() => $"{Position}: {Key}{(Count > 1 ? $" ({Count} times)" : "")}: {Reason}";
}
