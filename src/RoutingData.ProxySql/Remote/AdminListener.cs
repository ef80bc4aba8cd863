using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;
using RoutingData.ProxySql.Admin;
using RoutingData.ProxySql.ConfigFiles;

namespace RoutingData.ProxySql.Remote;

/// <summary>Listens on a Unix socket that only the process's own user may connect to, and runs what comes.</summary>
/// <param name="session">Where it runs.</param>
/// <param name="path">The socket.</param>
/// <param name="logger">Where is logged what it does, without the statements.</param>
internal sealed class AdminListener(IAdminSession session, string path, ILogger logger) : IDisposable
{
    private const int MostClients = 8;

    // A statement of the most characters that a script may have.
    private const int LongestStatement = ConfigLimits.Length * 4;

    private readonly SemaphoreSlim _places = new(MostClients);
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    /// <summary>Begins to listen.</summary>
    /// <exception cref="IOException">Another process listens there, or a file that is no socket is in its place.</exception>
    /// <exception cref="SocketException">The socket cannot be made there.</exception>
    public void Listen()
    {
        RemoveLeftover();
        _socket.Bind(new UnixDomainSocketEndPoint(path));
        // Until it listens no other process can connect: there is no moment at which the file has wider rights.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        _socket.Listen(MostClients);
    }

    /// <summary>Serves until it is told to end.</summary>
    public async Task ServeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
            var client = await _socket.AcceptAsync(cancellationToken).ConfigureAwait(false);
            _ = Task.Run(() => ServeAsync(client, cancellationToken), CancellationToken.None);
        }
    }

    /// <summary>Ends it; the socket removes its own file.</summary>
    public void Dispose() => _socket.Dispose();

    private async Task ServeAsync(Socket client, CancellationToken cancellationToken)
    {
        AdminLog.Connected(logger);
        try
        {
            using var stream = new NetworkStream(client, ownsSocket: true);
            while (await Frame.ReadAsync(stream, LongestStatement, cancellationToken).ConfigureAwait(false) is { } request)
                await stream.WriteAsync(Frame.Of(Answer(Encoding.UTF8.GetString(request)).Span), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or OperationCanceledException or ObjectDisposedException)
        {
            // The client has gone, is none of ours, or the process ends.
        }
        finally
        {
            _places.Release();
        }
    }

    private ReadOnlyMemory<byte> Answer(string text)
    {
        try
        {
            var (rows, changed) = session.Execute(text, []);
            if (changed >= 0) AdminLog.Changed(logger, changed);
            return AdminAnswer.Of(rows, changed);
        }
        catch (RoutingAdminException e)
        {
            return AdminAnswer.Of(e.Message);
        }
        catch (ObjectDisposedException)
        {
            return AdminAnswer.Of("The application is ending.");
        }
    }

    // A process that was killed leaves its socket behind: it is known by that no process answers.
    private void RemoveLeftover()
    {
        if (!File.Exists(path)) return;
        if (new FileInfo(path).Length > 0) throw new IOException("A file is in the place of the socket.");
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
        {
            File.Delete(path);
            return;
        }

        throw new IOException("Another process listens on the socket.");
    }
}
