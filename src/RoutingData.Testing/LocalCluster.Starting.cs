using System.Data.Common;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using RoutingData.Testing.Flavors;
using RoutingData.Testing.Processes;
using RoutingData.Testing.Replication;

namespace RoutingData.Testing;

public sealed partial class LocalCluster
{
    private static readonly TimeSpan StartPollInterval = TimeSpan.FromMilliseconds(5);

    [SupportedOSPlatform("linux")]
    private async Task StartServersAsync(CancellationToken cancellationToken)
    {
        var sql = _group?.BootstrapSql(_flavor, _options) ?? _flavor.BootstrapSql(_options);
        var template = await DataTemplate.EnsureAsync(
            $"data-{_flavor.Kind.ToString().ToLowerInvariant()}",
            string.Join('\n', [_installation.Server, _installation.Version, sql, .. _flavor.Small]),
            Path.Combine(_folder.Root, "template"),
            built => _flavor.MakeDataAsync(_installation, sql, built, cancellationToken)).ConfigureAwait(false);
        _certificate = _options.Tls ? ServerCertificate.Make(_folder) : [];
        Writer = Servers[0];
        if (_group is { } group)
        {
            await StartGroupAsync(group, template, cancellationToken).ConfigureAwait(false);
            return;
        }

        await Task.WhenAll(Servers.Select(async server =>
        {
            await Task.Run(() => DataTemplate.CopyTo(template, _folder.Data(server.Name)), cancellationToken).ConfigureAwait(false);
            await StartServerAsync(server, readOnly: server != Writer, SemiSynchronous(readOnly: server != Writer), cancellationToken).ConfigureAwait(false);
        })).ConfigureAwait(false);
        await Task.WhenAll(Servers.Skip(1).Select(replica => FollowWriterAsync(replica, cancellationToken))).ConfigureAwait(false);
    }

    private IEnumerable<string> SemiSynchronous(bool readOnly) => _options.SemiSynchronous ? _flavor.ForSemiSynchronous(readOnly) : [];

    private async Task StartServerAsync(LocalServer server, bool readOnly, IEnumerable<string> fleet, CancellationToken cancellationToken)
    {
        server.Process?.Dispose();
        server.IsPaused = false;
        server.TakesWrites = !readOnly;
        // A killed MySQL leaves this behind: it names a process id, which may be another process's by now.
        File.Delete(Path.Combine(_folder.Data(server.Name), "mysql.sock.lock"));
        server.Process = ServerProcess.Start(
            _folder, server.Name, [.. _hostnames.Wrap(server.Name), _installation.Server, .. ServerOptions(server, readOnly, fleet)]);
        await WaitUntilItAnswersAsync(server, cancellationToken).ConfigureAwait(false);
    }

    private IReadOnlyList<string> ServerOptions(LocalServer server, bool readOnly, IEnumerable<string> fleet) =>
    [
        "--no-defaults",
        .. _hostnames.RunsAsRoot ? [$"--user={_group?.SystemUser ?? "root"}"] : Array.Empty<string>(),
        .. _flavor.ForServer(server.Address, server.ServerId, _folder.Data(server.Name), readOnly),
        .. fleet,
        .. _certificate,
        .. _options.ServerArguments,
    ];

    private async Task WaitUntilItAnswersAsync(LocalServer server, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await AnswersAsync(server, cancellationToken).ConfigureAwait(false))
        {
            var trouble = !server.IsRunning ? "ended while it started"
                : Stopwatch.GetElapsedTime(started) > _options.Timeout ? $"did not start within {_options.Timeout.TotalSeconds} s"
                : null;
            if (trouble is not null)
                throw new LocalClusterException(
                    $"{server} {trouble}. Its error log ends with:{Environment.NewLine}{_folder.ErrorLogTail(server.Name)}");
            await Task.Delay(StartPollInterval, cancellationToken).ConfigureAwait(false);
        }
    }

    // MySQL listens before it has read all of its options, and may yet end.
    private async Task<bool> AnswersAsync(LocalServer server, CancellationToken cancellationToken)
    {
        if (!await IsListeningAsync(new IPEndPoint(IPAddress.Parse(server.Host), server.Port), cancellationToken).ConfigureAwait(false))
            return false;
        try
        {
            var connection = await ConnectAsync(server, cancellationToken).ConfigureAwait(false);
            await connection.DisposeAsync().ConfigureAwait(false);
            return true;
        }
        catch (DbException)
        {
            return false;
        }
    }

    private static async Task<bool> IsListeningAsync(IPEndPoint endpoint, CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(endpoint, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task FollowWriterAsync(LocalServer replica, CancellationToken cancellationToken)
    {
        var connection = await ConnectAsync(replica, cancellationToken).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        var formerWriter = await connection.StatusAsync(cancellationToken).ConfigureAwait(false) is null;
        await connection.FollowAsync(Writer.Address, formerWriter, cancellationToken).ConfigureAwait(false);
        await connection.WaitConnectedAsync(cancellationToken).ConfigureAwait(false);
    }
}
