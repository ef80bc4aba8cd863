namespace RoutingData.Statements;

/// <summary>A view or table behind whose name there is more than rows.</summary>
/// <param name="Schema">Its schema.</param>
/// <param name="Name">Its name.</param>
internal sealed record StoredObject(string Schema, string Name)
{
    /// <summary>What a view's query is, where it is no plain read: what names the view is that, too.</summary>
    public StatementTraits? Reads { get; init; }

    /// <summary>Whether a trigger of it may leave something in the session that changes its rows.</summary>
    public bool LeavesOnChange { get; init; }

    /// <summary>Whether it is a schema's.</summary>
    public bool IsIn(ReadOnlySpan<char> schema) => schema.Equals(Schema, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether another one says the same.</summary>
    public bool SaysTheSameAs(StoredObject other) =>
        LeavesOnChange == other.LeavesOnChange && IsIn(other.Schema) && Name.Equals(other.Name, StringComparison.OrdinalIgnoreCase)
        && (Reads, other.Reads) switch
        {
            (null, null) => true,
            ({ } one, { } two) => one.Target == two.Target && one.Effects == two.Effects && one.NamedLocks == two.NamedLocks
                && one.AsksOfLastWrite == two.AsksOfLastWrite && one.CallsUnknownCode == two.CallsUnknownCode
                && one.FollowsPreviousStatement == two.FollowsPreviousStatement && one.UsesUserVariables == two.UsesUserVariables,
            _ => false,
        };
}
