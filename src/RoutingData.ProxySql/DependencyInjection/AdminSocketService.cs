using System.Globalization;
using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RoutingData.ProxySql.Remote;

namespace RoutingData.ProxySql.DependencyInjection;

/// <summary>Has the admin interface listen as long as the host runs. The application runs without it where that is not possible.</summary>
/// <param name="admin">The admin interface.</param>
/// <param name="socket">Where, with <c>{pid}</c> for the process's number.</param>
/// <param name="logger">Where it is logged.</param>
internal sealed class AdminSocketService(RoutingAdmin admin, string socket, ILogger logger) : BackgroundService
{
    private readonly string _path = socket.Replace("{pid}", Environment.ProcessId.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // The rights of a file keep others out, which Windows has not for sockets.
            if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException("On Windows the admin interface has no socket.");
            using var listener = new AdminListener(admin, _path, logger);
            listener.Listen();
            AdminLog.Listens(logger, _path);
            await listener.ServeAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host ends.
        }
        catch (Exception e) when (e is IOException or SocketException or UnauthorizedAccessException or ArgumentException or PlatformNotSupportedException)
        {
            AdminLog.CannotListen(logger, _path, e);
        }
    }
}
