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

    private AdminListener? _listener;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        var listener = new AdminListener(admin.Session, _path, logger);
        try
        {
            // The rights of a file keep others out, which Windows has not for sockets.
            if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException("On Windows the admin interface has no socket.");
            listener.Listen();
        }
        catch (Exception e) when (e is IOException or SocketException or UnauthorizedAccessException or ArgumentException or PlatformNotSupportedException)
        {
            listener.Dispose();
            AdminLog.CannotListen(logger, _path, e);
            return Task.CompletedTask;
        }

        _listener = listener;
        AdminLog.Listens(logger, _path);
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _listener?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using (_listener) await _listener!.ServeAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host ends.
        }
        catch (SocketException e)
        {
            AdminLog.CannotListen(logger, _path, e);
        }
    }
}
