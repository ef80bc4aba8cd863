using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using RoutingData.Monitor;

namespace RoutingData.ServerTests.Evidence;

/// <summary>A second name for servers: hands each new connection on to the next of them in turn, as a service of Kubernetes or a reader
/// endpoint does, and counts them.</summary>
internal sealed class TcpRelay : IAsyncDisposable
{
    private readonly IReadOnlyList<ServerAddress> _targets;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<Socket> _sockets = [];
    private readonly Task _accepting;
    private int _connects;

    private TcpRelay(IReadOnlyList<ServerAddress> targets)
    {
        _targets = targets;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public ServerAddress Address => new("127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port);

    /// <summary>How many connections have been made to it.</summary>
    public int Connects => Volatile.Read(ref _connects);

    public static TcpRelay To(params ServerAddress[] targets) => new(targets);

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
        foreach (var socket in _sockets) socket.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await _listener.AcceptSocketAsync(CancellationToken.None);
            }
            catch (SocketException)
            {
                return;
            }

            _sockets.Add(client);
            var target = _targets[(Interlocked.Increment(ref _connects) - 1) % _targets.Count];
            _ = Task.Run(() => CarryAsync(client, target));
        }
    }

    private async Task CarryAsync(Socket client, ServerAddress target)
    {
        var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        _sockets.Add(server);
        try
        {
            await server.ConnectAsync(target.Hostname, target.Port);
            await Task.WhenAny(PumpAsync(client, server), PumpAsync(server, client));
        }
        catch (SocketException)
        {
            // The server refuses, and so does its other name.
        }

        client.Dispose();
        server.Dispose();
    }

    private static async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            for (int read; (read = await from.ReceiveAsync(buffer)) > 0;) await to.SendAsync(buffer.AsMemory(0, read));
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Either end has gone: so does the other.
        }
    }
}
