using System.Collections.Frozen;

namespace RoutingData.Statements;

/// <summary>What a statement is called where people look at many of them: few words, and no literal.</summary>
/// <param name="Operation">Its first word in capitals, such as <c>SELECT</c>; <c>OTHER</c> for one that is not known.</param>
/// <param name="Collection">The table that it names, if it names one and no other.</param>
/// <param name="Summary">Its operations, each with the tables it names: <c>INSERT orders SELECT cart</c>; 255 characters at most.</param>
internal sealed record StatementName(string Operation, string? Collection, string Summary)
{
    /// <summary>What is called otherwise in no way.</summary>
    public const string OtherOperation = "OTHER";

    private static readonly FrozenSet<string> Known = new[]
    {
        "SELECT", "INSERT", "UPDATE", "DELETE", "REPLACE", "CALL", "SET", "SHOW", "USE", "BEGIN", "START", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE",
        "CREATE", "ALTER", "DROP", "TRUNCATE", "RENAME", "LOCK", "UNLOCK", "PREPARE", "EXECUTE", "DEALLOCATE", "DO", "HANDLER", "LOAD", "GRANT", "REVOKE",
        "EXPLAIN", "DESCRIBE", "DESC", "ANALYZE", "OPTIMIZE", "CHECK", "REPAIR", "FLUSH", "KILL", "XA", "TABLE", "VALUES", "WITH",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Operations = Known.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The same statement where there are too many to tell apart.</summary>
    public StatementName Unnamed => Collection is null && Summary == Operation ? this : new StatementName(Operation, null, Operation);

    /// <summary>Returns the name of a statement.</summary>
    /// <param name="digest">Its digest text (<see cref="StatementDigest"/>).</param>
    public static StatementName Of(string digest)
    {
        var reader = new StatementNameReader(digest);
        reader.Read();
        var operation = reader.Operation ?? OtherOperation;
        return new StatementName(operation, reader.Collection, reader.Summary.Length == 0 ? operation : reader.Summary);
    }

    /// <summary>Returns an operation's name, in capitals; null for a word that is none.</summary>
    public static string? OperationOf(ReadOnlySpan<char> word) => Operations.TryGetValue(word, out var known) ? known : null;
}
