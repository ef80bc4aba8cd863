using RoutingData.Backends;

namespace RoutingData.Failover;

/// <summary>The error of a commit whose answer never came (D07).</summary>
internal static class CommitFailure
{
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
