using Microsoft.Extensions.Logging;

namespace RoutingData.ProxySql.Remote;

/// <summary>What is logged of the admin interface's socket. Statements are not: they may hold passwords.</summary>
internal static partial class AdminLog
{
    [LoggerMessage(180, LogLevel.Information, "The admin interface listens on {Socket}")]
    public static partial void Listens(ILogger logger, string socket);

    [LoggerMessage(181, LogLevel.Error, "The admin interface cannot listen on {Socket}; the application goes on without it")]
    public static partial void CannotListen(ILogger logger, string socket, Exception exception);

    [LoggerMessage(182, LogLevel.Information, "A connection to the admin interface is open")]
    public static partial void Connected(ILogger logger);

    [LoggerMessage(183, LogLevel.Warning, "A statement of the admin interface has changed its tables ({Rows} rows), or moved them to the runtime or a file")]
    public static partial void Changed(ILogger logger, int rows);
}
