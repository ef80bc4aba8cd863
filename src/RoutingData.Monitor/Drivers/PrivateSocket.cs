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
    private const DynamicallyAccessedMemberTypes Fields = DynamicallyAccessedMemberTypes.NonPublicFields;

    private readonly FieldInfo[] _path;

    private PrivateSocket(FieldInfo[] path, bool endsCalls) => (_path, EndsCalls) = (path, endsCalls);

    /// <summary>Finds it through <c>MySqlConnection.m_session.m_socket</c>; null where those fields are not found.</summary>
    public static PrivateSocket? OfMySqlConnector() => OfMySqlConnector(
        Type.GetType("MySqlConnector.MySqlConnection, MySqlConnector"),
        Type.GetType("MySqlConnector.Core.ServerSession, MySqlConnector"));

    /// <summary>Returns the same in a version of the driver that is loaded beside the application's own.</summary>
    public static PrivateSocket? OfMySqlConnector([DynamicallyAccessedMembers(Fields)] Type? connection, [DynamicallyAccessedMembers(Fields)] Type? session) =>
        Of(endsCalls: true, Field(connection, "m_session"), Field(session, "m_socket"));

    /// <summary>Finds it through <c>MySqlConnection.driver.handler.networkStream</c>, which is there under TLS too; null where those fields are not
    /// found.</summary>
    public static PrivateSocket? OfMySqlData() => OfMySqlData(
        Type.GetType("MySql.Data.MySqlClient.MySqlConnection, MySql.Data"),
        Type.GetType("MySql.Data.MySqlClient.Driver, MySql.Data"),
        Type.GetType("MySql.Data.MySqlClient.NativeDriver, MySql.Data"));

    /// <summary>Returns the same in a version of the driver that is loaded beside the application's own.</summary>
    public static PrivateSocket? OfMySqlData(
        [DynamicallyAccessedMembers(Fields)] Type? connection, [DynamicallyAccessedMembers(Fields)] Type? driver,
        [DynamicallyAccessedMembers(Fields)] Type? handler) =>
        Of(endsCalls: false, Field(connection, "driver"), Field(driver, "handler"), Field(handler, "networkStream"));

    /// <inheritdoc/>
    /// <remarks>MySql.Data, whose connection in a transaction is lost, opens another one to the same server, asynchronously with no limit of
    /// time (<c>MySqlConnection.AbortAsync</c>).</remarks>
    public bool EndsCalls { get; }

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

    private static PrivateSocket? Of(bool endsCalls, params FieldInfo?[] path) =>
        Array.TrueForAll(path, field => field is not null) ? new PrivateSocket(path!, endsCalls) : null;

    // A literal type name above keeps the fields when the application is trimmed.
    private static FieldInfo? Field([DynamicallyAccessedMembers(Fields)] Type? type, string name) =>
        type?.GetField(name, BindingFlags.Instance | BindingFlags.NonPublic);
}
