using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using RoutingData.Monitor;

namespace RoutingData.ServerTests.ExactlyOnce;

/// <summary>Another address of a server, which carries everything but one answer, or one request: the one with a certain text in it.</summary>
internal sealed class ReplyThief : IAsyncDisposable
{
    private readonly ServerAddress _target;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<Socket> _sockets = [];
    private readonly Task _accepting;
    private Trap? _trap;
    private int _requests;

    private ReplyThief(ServerAddress target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public ServerAddress Address => new("127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port);

    /// <summary>How many requests of the application have been carried: those that say "mine".</summary>
    public int Requests => Volatile.Read(ref _requests);

    public static ReplyThief Of(ServerAddress target) => new(target);

    /// <summary>Waits for the next request with a text in it.</summary>
    public Trap Set(string text, Theft theft)
    {
        var trap = new Trap(text, theft);
        Volatile.Write(ref _trap, trap);
        return trap;
    }

    /// <summary>Waits for nothing any more.</summary>
    public void Forget() => Volatile.Write(ref _trap, null);

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
            try
            {
                var client = await _listener.AcceptSocketAsync(CancellationToken.None);
                _sockets.Add(client);
                _ = Task.Run(() => CarryAsync(client));
            }
            catch (SocketException)
            {
                return;
            }
        }
    }

    private async Task CarryAsync(Socket client)
    {
        var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        _sockets.Add(server);
        var stolen = new TaskCompletionSource<Trap>();
        try
        {
            await server.ConnectAsync(_target.Hostname, _target.Port);
            await Task.WhenAny(ForwardAsync(client, server, stolen), AnswerAsync(server, client, stolen.Task));
        }
        catch (SocketException)
        {
            // The server refuses, and so does its other address.
        }

        client.Dispose();
        server.Dispose();
    }

    private async Task ForwardAsync(Socket client, Socket server, TaskCompletionSource<Trap> stolen)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            for (int read; (read = await client.ReceiveAsync(buffer)) > 0;)
            {
                var request = buffer.AsMemory(0, read);
                if (request.Span.IndexOf("mine"u8) >= 0) Interlocked.Increment(ref _requests);
                if (Volatile.Read(ref _trap) is { } trap && request.Span.IndexOf(trap.Text.Span) >= 0 && Interlocked.CompareExchange(ref _trap, null, trap) == trap)
                {
                    stolen.SetResult(trap);
                    await StealAsync(trap, client, server, request);
                    return;
                }

                await server.SendAsync(request);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Either end has gone: so does the other.
        }
    }

    private static async Task StealAsync(Trap trap, Socket client, Socket server, ReadOnlyMemory<byte> request)
    {
        if (trap.Theft is Theft.OfReply or Theft.OfRestOfReply)
        {
            await server.SendAsync(request);
            await trap.Answer;
        }

        if (trap.Theft == Theft.OfConnection) await server.SendAsync(request);
        client.Close();
        trap.Spring();
        if (trap.Theft == Theft.OfConnection) await trap.Answer;
        if (trap.Theft != Theft.OfRequestUntilReleased) return;
        await trap.Released;
        await server.SendAsync(request);
        await trap.Answer;
    }

    private static async Task AnswerAsync(Socket server, Socket client, Task<Trap> stolen)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            for (int read; (read = await server.ReceiveAsync(buffer)) > 0;)
            {
                var passed = stolen.IsCompletedSuccessfully ? (await stolen).Hear(buffer.AsSpan(0, read)) : read;
                if (passed > 0) await client.SendAsync(buffer.AsMemory(0, passed));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // As above.
        }
    }
}
