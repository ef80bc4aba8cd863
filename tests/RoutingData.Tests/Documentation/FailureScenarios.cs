using RoutingData.Recovery;

namespace RoutingData.Tests.Documentation;

/// <summary>The failures of docs/failover.md.</summary>
internal static class FailureScenarios
{
    private const string Read = "SELECT name FROM product";
    private const string Write = "INSERT INTO orders VALUES (1)";

    public static readonly FailureScenario[] All =
    [
        new("a read's connection breaks", Read) { Lost = true, OnReader = true },
        new("... a second time", Read) { Lost = true, OnReader = true, QueryRetriesLeft = 0 },
        new("... after its time is over", Read) { Lost = true, OnReader = true, IsOverdue = true },
        new("a reader refuses a read as a write", Read) { Refused = true, OnReader = true },
        new("a write's connection breaks", Write) { Lost = true },
        new("... and it carries a marker (`UnknownOutcome.Resolve`)", Write) { Lost = true, IsMarked = true },
        new("its server had closed the idle connection (4031 of MySQL), or is a Galera node outside its cluster (1047)", Write) { TooLate = true },
        new("... in a transaction", Write) { TooLate = true, InTransaction = true },
        new("... in a pinned session", Write) { TooLate = true, IsPinned = true },
        new("... and it calls a procedure, which may have signalled that number", "CALL monthly_report()") { TooLate = true },
        new("the connection breaks under BeginTransaction", "BEGIN") { Lost = true, IsBegin = true },
        new("the connection breaks under a BEGIN by text", "BEGIN") { Lost = true },
        new("a write is refused as read-only (1290, 1792, 1836)", Write) { Refused = true },
        new("... in a transaction", Write) { Refused = true, InTransaction = true },
        new("... in a pinned session", Write) { Refused = true, IsPinned = true },
        new("... and it is one of several statements", $"{Write}; {Write}") { Refused = true },
        new("... and it calls a procedure", "CALL monthly_report()") { Refused = true },
        new("... and it is a locking read", $"{Read} FOR UPDATE") { Refused = true },
        new("the server answers with any other error", Write),
        new("the connection breaks in a transaction", Write) { Lost = true, InTransaction = true },
        new("... under a read", Read) { Lost = true, InTransaction = true },
        new("... under a COMMIT by text", "COMMIT") { Lost = true, InTransaction = true },
        new("... under DDL, which commits", "CREATE TABLE t (a INT)") { Lost = true, InTransaction = true },
        new("... under a CALL, which may commit", "CALL monthly_report()") { Lost = true, InTransaction = true },
        new("... under a write, and a CALL or DDL came before in the transaction", Write)
        {
            Lost = true, InTransaction = true, Before = "CALL monthly_report()",
        },
        new("... under a read then", Read) { Lost = true, InTransaction = true, Before = "CREATE TABLE t (a INT)" },
        new("... under the text of EF Core providers", $"SET AUTOCOMMIT = 1; {Write}") { Lost = true, InTransaction = true },
        new("the connection breaks in a pinned session, under a read", Read) { Lost = true, IsPinned = true },
        new("... under a write", Write) { Lost = true, IsPinned = true },
        new("the connection breaks that holds what is asked for", "SELECT LAST_INSERT_ID()") { Lost = true },
        new("the connection breaks under a SET", "SET time_zone = '+00:00'") { Lost = true },
        new("the caller's token is cancelled", Write) { IsCancelled = true },
    ];

    public static string CallerGets(FailureVerdict verdict) => verdict switch
    {
        FailureVerdict.Rethrow => "the driver's exception, as it is",
        FailureVerdict.RunElsewhere => "the result, from another server",
        FailureVerdict.RunAgain => "the result, on a new connection",
        FailureVerdict.RunOnWriter => "the result, from the writer",
        FailureVerdict.ConfirmReadOnly =>
            "if a probe finds the server read-only: the result, from the next writer; else the driver's exception",
        FailureVerdict.ResolveOutcome => "what the next writer says ([exactly-once.md](exactly-once.md))",
        FailureVerdict.OutcomeUnknown => "`RoutingDbException`, `Outcome` Unknown",
        FailureVerdict.RolledBack => "`RoutingDbException`, `Outcome` RolledBack, `SessionStateLost`",
        FailureVerdict.StateLost => "`RoutingDbException`, `Outcome` NotExecuted, `SessionStateLost`",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "A verdict that docs/failover.md does not know."),
    };
}
