using Microsoft.Extensions.Logging;

namespace RoutingData.AspNetCore;

/// <summary>What is logged of tokens.</summary>
internal static partial class ConsistencyLog
{
    [LoggerMessage(140, LogLevel.Warning, "A response goes out without a consistency token: the writer's position could not be had in time. The client's " +
        "next request may not see what this one wrote")]
    public static partial void NoToken(ILogger logger, Exception exception);
}
