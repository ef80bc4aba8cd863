using System.Data;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using RoutingData.ProxySql.Admin;

namespace RoutingData.ProxySql.Remote;

/// <summary>Runs admin statements in another process, through its socket.</summary>
internal sealed class RemoteSession : IAdminSession, IDisposable
{
    private readonly NetworkStream _stream;

    private RemoteSession(Socket socket) => _stream = new NetworkStream(socket, ownsSocket: true);

    /// <exception cref="RoutingAdminException">No process listens there, or this one may not connect.</exception>
    public static RemoteSession Connect(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return new RemoteSession(socket);
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            socket.Dispose();
            var why = e is SocketException { SocketErrorCode: SocketError.AccessDenied } ? "it is another user's" : "no process listens there";
            throw new RoutingAdminException($"There is no admin interface at {path}: {why}.", e);
        }
    }

    public (DataTable Rows, int Changed) Execute(string text, IReadOnlyCollection<SqliteParameter> parameters)
    {
        if (parameters.Count > 0) throw new NotSupportedException("Statements that go to another process have no parameters.");
        try
        {
            _stream.Write(Frame.Of(Encoding.UTF8.GetBytes(text)));
            return AdminAnswer.Read(Frame.Read(_stream, AdminAnswer.Longest));
        }
        catch (Exception e) when (e is IOException or InvalidDataException or JsonException or KeyNotFoundException)
        {
            throw new RoutingAdminException("The admin interface has closed the connection, or is none.", e);
        }
    }

    public void Dispose() => _stream.Dispose();
}
