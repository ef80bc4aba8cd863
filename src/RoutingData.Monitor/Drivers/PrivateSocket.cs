using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using System.Reflection;

namespace RoutingData.Monitor.Drivers;

/// <summary>
/// A driver's socket, found through the driver's private fields, for neither driver has a public way to it. Looked for once; a version
/// that names its fields otherwise has none, and the router goes on without.
/// </summary>
internal sealed class PrivateSocket : ISocketCut
{
    private readonly FieldInfo[] _path;

    private PrivateSocket(FieldInfo[] path) => _path = path;

    /// <summary>Through <c>MySqlConnection.m_session.m_socket</c>; null where those fields are not found.</summary>
    public static PrivateSocket? OfMySqlConnector() => Of(
        Field(Type.GetType("MySqlConnector.MySqlConnection, MySqlConnector"), "m_session"),
        Field(Type.GetType("MySqlConnector.Core.ServerSession, MySqlConnector"), "m_socket"));

    /// <summary>Through <c>MySqlConnection.driver.handler.networkStream</c>, which is there under TLS too; null where those fields are not
    /// found.</summary>
    public static PrivateSocket? OfMySqlData() => Of(
        Field(Type.GetType("MySql.Data.MySqlClient.MySqlConnection, MySql.Data"), "driver"),
        Field(Type.GetType("MySql.Data.MySqlClient.Driver, MySql.Data"), "handler"),
        Field(Type.GetType("MySql.Data.MySqlClient.NativeDriver, MySql.Data"), "networkStream"));

    /// <inheritdoc/>
    public object? SocketOf(DbConnection connection)
    {
        object? at = connection;
        foreach (var field in _path)
        {
            if (at is null || !field.DeclaringType!.IsInstanceOfType(at)) return null;
            at = field.GetValue(at);
        }

        return at is NetworkStream stream ? stream.Socket : at as Socket;
    }

    /// <inheritdoc/>
    public void Cut(object socket)
    {
        try
        {
            ((Socket)socket).Shutdown(SocketShutdown.Both);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It is closed, or the other end has reset it: nothing waits on it any more.
        }
    }

    /// <inheritdoc/>
    public bool HasNews(object socket)
    {
        try
        {
            return ((Socket)socket).Poll(TimeSpan.Zero, SelectMode.SelectRead);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return true;
        }
    }

    private static PrivateSocket? Of(params FieldInfo?[] path) =>
        Array.TrueForAll(path, field => field is not null) ? new PrivateSocket(path!) : null;

    // A literal type name above keeps the fields when the application is trimmed.
    private static FieldInfo? Field(
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.NonPublicFields)] Type? type, string name) =>
        type?.GetField(name, BindingFlags.Instance | BindingFlags.NonPublic);
}
