using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;

namespace RoutingData.Recovery;

/// <summary>What a driver's exception carries of what the router knows: only what is sure.</summary>
internal static class KnownOutcome
{
    /// <summary>The name of a <see cref="StatementOutcome"/>.</summary>
    public const string Key = "RoutingData.Outcome";

    /// <summary>Writes <see cref="Uncommitted"/> where a DbTransaction or a TransactionScope goes on, and nothing of it is committed.</summary>
    public const string TransactionKey = "RoutingData.Transaction";

    public const string Uncommitted = "Uncommitted";

    /// <summary>Returns what is sure of a statement, or of its transaction; null when nothing is.</summary>
    public static StatementOutcome? Of(in FailureFacts facts, FailureVerdict verdict, Exception exception)
    {
        if (verdict is FailureVerdict.OutcomeUnknown or FailureVerdict.ResolveOutcome) return StatementOutcome.Unknown;
        if (!facts.IsRepeatable && DriverError.LeavesCommitOpen(exception)) return StatementOutcome.Unknown;
        var undone = DriverError.IsConflict(exception) || facts.RefusedAsReadOnly;
        return facts switch
        {
            { CameTooLate: true } when verdict == FailureVerdict.Rethrow => StatementOutcome.NotExecuted,
            { ConnectionLost: true } => null,
            { InTransaction: false, RefusedMeansNotExecuted: true } when undone => StatementOutcome.NotExecuted,
            _ when IsVictim(facts, exception) => StatementOutcome.RolledBack,
            // The statement is undone and its transaction goes on. Where only text says how far that goes, the same text run again would
            // commit the first half.
            { GoesDown: true, IsOwned: true, RefusedMeansNotExecuted: true } when undone => StatementOutcome.NotExecuted,
            _ => null,
        };
    }

    /// <summary>Whether the server says that it has rolled the whole transaction back, nothing of which is committed.</summary>
    public static bool IsVictim(in FailureFacts facts, Exception exception) =>
        facts is { ConnectionLost: false, GoesDown: true, CallsUnknownCode: false } && DriverError.IsVictim(exception);

    /// <summary>Whether the transaction goes on, and nothing of it is committed: once it is rolled back, nothing of it is there.</summary>
    public static bool IsUncommitted(in FailureFacts facts) => facts is { ConnectionLost: false, IsOwned: true, GoesDown: true };

    /// <summary>Marks the exception of a failed connect: the statement that it was for was not sent.</summary>
    public static void NotSent(Exception exception, ServerAddress server, int hostgroup)
    {
        exception.Data["RoutingData.Server"] = server.ToString();
        exception.Data["RoutingData.Hostgroup"] = hostgroup;
        exception.Data[Key] = nameof(StatementOutcome.NotExecuted);
    }
}
