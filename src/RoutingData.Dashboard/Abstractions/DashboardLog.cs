using Microsoft.Extensions.Logging;

namespace RoutingData.Dashboard.Abstractions;

/// <summary>What is logged of the dashboard: that it is not there, and what was done with it, by whom.</summary>
internal static partial class DashboardLog
{
    [LoggerMessage(160, LogLevel.Warning, "The dashboard at {Pattern} is not there: the environment is {Environment}, and no authorization policy is named " +
        "(RoutingDashboardOptions.Policy)")]
    public static partial void NotMapped(ILogger logger, string pattern, string environment);

    [LoggerMessage(161, LogLevel.Warning, "{User} drains {Server} of {DataSource} on the dashboard")]
    public static partial void Drained(ILogger logger, string user, string server, string dataSource);

    [LoggerMessage(162, LogLevel.Warning, "{User} restores {Server} of {DataSource} on the dashboard")]
    public static partial void Restored(ILogger logger, string user, string server, string dataSource);

    [LoggerMessage(163, LogLevel.Information, "{User} resets the statistics of {DataSource} on the dashboard")]
    public static partial void Reset(ILogger logger, string user, string dataSource);

    [LoggerMessage(164, LogLevel.Information, "{Server} of {DataSource} is drained: no session has a connection there any more")]
    public static partial void Empty(ILogger logger, string server, string dataSource);

    [LoggerMessage(165, LogLevel.Error, "The dashboard of {DataSource} could not be brought up to date")]
    public static partial void Failed(ILogger logger, Exception exception, string dataSource);
}
