using RoutingData.Backends;

namespace RoutingData.Failover;

/// <summary>The errors of a commit.</summary>
internal static class CommitFailure
{
    /// <summary>The server refused it: tells the caller, on the driver's own exception, that nothing is committed (D32).</summary>
    public static void Annotate(BackendConnection backend, Exception exception)
    {
        exception.Data["RoutingData.Server"] = backend.Server.ToString();
        exception.Data["RoutingData.Hostgroup"] = backend.Hostgroup;
        exception.Data[KnownOutcome.Key] = nameof(StatementOutcome.RolledBack);
    }

    /// <summary>No answer came (D07).</summary>
    public static RoutingDbException OutcomeUnknown(BackendConnection backend, bool sessionStateLost, Exception exception) => new(
        $"The connection to {backend.Server} (hostgroup {backend.Hostgroup}) broke during COMMIT, and no answer came: the transaction " +
        "may be committed or not. It was not sent again. Look at the data before running it once more.",
        StatementOutcome.Unknown, isTransient: false, exception)
    {
        Server = backend.Server,
        Hostgroup = backend.Hostgroup,
        SessionStateLost = sessionStateLost,
    };
}
