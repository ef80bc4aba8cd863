using Microsoft.Extensions.Logging;

namespace RoutingData.Monitor;

/// <summary>The monitor's log messages.</summary>
internal static partial class MonitorLog
{
    [LoggerMessage(1, LogLevel.Information, "Watching {Servers} servers every {IntervalMs} ms")]
    public static partial void Started(ILogger logger, int servers, int intervalMs);

    [LoggerMessage(5, LogLevel.Warning, "Server {Server} did not answer its probe: {Error}")]
    public static partial void ProbeFailed(ILogger logger, ServerAddress server, string error);

    [LoggerMessage(6, LogLevel.Warning, "Server {Server}: the monitor's user may not see replication, so its lag is unknown. " +
        "Grant REPLICATION CLIENT (MariaDB: SLAVE MONITOR)")]
    public static partial void ReplicationDenied(ILogger logger, ServerAddress server);

    [LoggerMessage(7, LogLevel.Error, "A handler of the topology's events, or a logging provider, threw")]
    public static partial void HandlerFailed(ILogger logger, Exception exception);

    [LoggerMessage(8, LogLevel.Critical, "The watch over {Server} failed through a bug in the router; it starts again")]
    public static partial void WatchFailed(ILogger logger, ServerAddress server, Exception exception);

    [LoggerMessage(9, LogLevel.Error, "The promotion fence threw; {Server} gets no statement until it has ended without an error")]
    public static partial void FenceFailed(ILogger logger, ServerAddress server, Exception exception);

    [LoggerMessage(10, LogLevel.Error, "{Count} events and log lines were left out: a handler of the topology's events, or a logging provider, " +
        "blocked for too long")]
    public static partial void LeftOut(ILogger logger, int count);

    [LoggerMessage(11, LogLevel.Critical, "A change of the topology was not applied everywhere, through a bug in the router")]
    public static partial void FollowerFailed(ILogger logger, Exception exception);

    [LoggerMessage(12, LogLevel.Warning, "The options in force no longer have a promotion fence: a promoted server receives its first " +
        "statement at once. {Waiting} promotions that waited for the fence are let through")]
    public static partial void FenceDropped(ILogger logger, int waiting);

    [LoggerMessage(20, LogLevel.Warning, "Server {Server}: the monitor's user may not see replication, so its lag is unknown, and since a " +
        "MaxReplicationLag is set it gets no reads of hostgroup {Hostgroups}: they go to the other readers, or all to the writer. " +
        "Grant REPLICATION CLIENT (MariaDB: SLAVE MONITOR too) to the monitor's user: GRANT REPLICATION CLIENT ON *.* TO ...")]
    public static partial void LagUnknown(ILogger logger, ServerAddress server, string hostgroups);

    [LoggerMessage(21, LogLevel.Warning, "Server {Server}: the monitor's connection could not be replaced by a new one ({Error}). The held " +
        "one goes on, and so does all that is connected; new connections may fail. The router tries again at growing intervals")]
    public static partial void NotReplaced(ILogger logger, ServerAddress server, string error);

    [LoggerMessage(22, LogLevel.Error, "Hostgroup {Hostgroup} has had no writer for {Seconds} s: writes wait, and fail. {Servers}. " +
        "Make one of them writable (SET GLOBAL read_only = 0), or find out why it cannot be reached")]
    public static partial void NoWriter(ILogger logger, int hostgroup, string seconds, string servers);

    [LoggerMessage(23, LogLevel.Warning, "Server {Server} does not number its transactions ({Why}), so that no reader can be known to have them: " +
        "a session that has written reads on the writer from then on. Turn GTIDs on, or set Consistency:Level to Eventual or Consistency:AssumeFreshAfterMs")]
    public static partial void NoPositions(ILogger logger, ServerAddress server, string why);

    [LoggerMessage(25, LogLevel.Warning, "Server {Server} does not show its replication group, so that read_only alone says whether it is the writer: a " +
        "primary that its group has expelled is not told apart. Grant the monitor's user SELECT ON performance_schema.replication_group_members and " +
        "ON performance_schema.replication_group_member_stats")]
    public static partial void GroupHidden(ILogger logger, ServerAddress server);

    [LoggerMessage(26, LogLevel.Warning, "Server {Server} takes part in another replication group (view {View}) than the servers beside it (view {Known}): " +
        "while that one lives it gets no statement. Stop the group that was made by mistake")]
    public static partial void OtherGroup(ILogger logger, ServerAddress server, string view, string known);

    [LoggerMessage(24, LogLevel.Information, "Server {Server}: the application's user, with which the monitor logs in, may not see replication: lag " +
        "is unknown, and no MaxReplicationLag is set. A Monitor:Username with REPLICATION CLIENT (MariaDB: SLAVE MONITOR too) shows it")]
    public static partial void LagNotLookedAt(ILogger logger, ServerAddress server);

    [LoggerMessage(60, LogLevel.Warning, "Discovery: {Reason}")]
    public static partial void NotDiscovered(ILogger logger, string reason);

    [LoggerMessage(61, LogLevel.Critical, "A round of discovery failed through a bug in the router; the next one begins anew")]
    public static partial void DiscoveryFailed(ILogger logger, Exception exception);
}
