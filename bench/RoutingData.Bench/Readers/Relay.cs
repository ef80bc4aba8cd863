using System.Net;
using System.Net.Sockets;
using RoutingData.Monitor;

namespace RoutingData.Bench.Readers;

/// <summary>Stands between the router and one server, and has each answer wait for what its trouble says.</summary>
/// <param name="server">The server.</param>
/// <param name="trouble">Returns a task that ends when an answer may go on.</param>
internal sealed class Relay(ServerAddress server, Func<Task> trouble) : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private Task _accepting = Task.CompletedTask;

    /// <summary>Where it listens.</summary>
    public ServerAddress Address { get; private set; }

    public static Relay Start(ServerAddress server, Func<Task> trouble)
    {
        var relay = new Relay(server, trouble);
        relay._listener.Start();
        relay.Address = new ServerAddress("127.0.0.1", ((IPEndPoint)relay._listener.LocalEndpoint).Port);
        relay._accepting = relay.AcceptAsync();
        return relay;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true) connections.Add(ServeAsync(await _listener.AcceptSocketAsync(_end.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var near = client;
        using var far = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        near.NoDelay = true;
        try
        {
            await far.ConnectAsync(server.Hostname, server.Port, _end.Token);
            await Task.WhenAny(PumpAsync(near, far, () => Task.CompletedTask), PumpAsync(far, near, trouble));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
        }
    }

    private async Task PumpAsync(Socket from, Socket to, Func<Task> wait)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, _end.Token) is > 0 and var bytes)
            {
                await wait();
                await to.SendAsync(buffer.AsMemory(0, bytes), _end.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }
}
