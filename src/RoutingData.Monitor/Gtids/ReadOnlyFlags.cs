namespace RoutingData.Monitor.Gtids;

/// <summary>The server's own variables that make it a reader.</summary>
/// <param name="ReadOnly">read_only.</param>
/// <param name="SuperReadOnly">super_read_only; false on MariaDB.</param>
/// <param name="InnodbReadOnly">innodb_read_only.</param>
internal readonly record struct ReadOnlyFlags(bool ReadOnly, bool SuperReadOnly, bool InnodbReadOnly)
{
    /// <summary>Whether they make it one.</summary>
    public bool IsReadOnly(ReadOnlyCheck check) => check switch
    {
        ReadOnlyCheck.InnodbReadOnly => InnodbReadOnly,
        ReadOnlyCheck.SuperReadOnly => SuperReadOnly,
        ReadOnlyCheck.ReadOnlyOrInnodbReadOnly => ReadOnly || InnodbReadOnly,
        ReadOnlyCheck.ReadOnlyAndInnodbReadOnly => ReadOnly && InnodbReadOnly,
        _ => ReadOnly,
    };
}
