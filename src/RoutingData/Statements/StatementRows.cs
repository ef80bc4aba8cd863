namespace RoutingData.Statements;

/// <summary>What a statement answers when it succeeds: which results of a text prove that it ran.</summary>
internal enum StatementRows : byte
{
    /// <summary>No text tells: CALL, EXECUTE, compound statements, which may send several results, and what is not known here.</summary>
    Unknown,

    /// <summary>A count of rows at most: a reader passes it by.</summary>
    None,

    /// <summary>Exactly one set of rows, maybe empty.</summary>
    One,
}
