using RoutingData.Monitor.Drivers;
using RoutingData.Statements;

namespace RoutingData.SessionStates;

/// <summary>What a server said of a statement that failed. A number alone proves little: code that the statement called may have failed
/// with it, after other statements of its own.</summary>
/// <param name="Number">The server's error number.</param>
/// <param name="Message">Its message.</param>
/// <param name="Database">The session's database.</param>
internal readonly record struct ServerRefusal(int Number, string Message, string Database)
{
    private const int SyntaxError = 1064;
    private const int UnknownPreparedStatement = 1243;
    private const int NoSuchRoutine = 1305;

    /// <summary>Whether it is an error with which a server may roll back the whole transaction: 1205 does so with innodb_rollback_on_timeout.</summary>
    public bool MayRollBack => DriverError.MayEndTransaction(Number);

    /// <summary>Whether nothing of the statement ran, so that it left nothing behind.</summary>
    public bool ProvesThatNothingRan(StatementTraits traits) => traits.StatementCount == 1 && Number switch
    {
        // A function cannot run text of its own; a procedure can, and so can what was prepared.
        SyntaxError => !traits.RunsStatements,
        // The very routine that the text names, not one that it calls in turn.
        NoSuchRoutine => traits.Routine is { } routine && Names($"{routine.Schema ?? Database}.{routine.Name}"),
        UnknownPreparedStatement => traits.Routine is { } prepared && Names($"({prepared.Name})"),
        _ => false,
    };

    private bool Names(string name)
    {
        var at = Message.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        if (at < 0) return false;
        var end = at + name.Length;
        return (at == 0 || IsApart(Message[at - 1])) && (end == Message.Length || IsApart(Message[end]));
    }

    private static bool IsApart(char c) => char.IsWhiteSpace(c) || c is '\'' or '"' or '`';
}
