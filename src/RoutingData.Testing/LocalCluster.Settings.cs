using RoutingData.Monitor;
using RoutingData.Testing.Replication;

namespace RoutingData.Testing;

public sealed partial class LocalCluster
{
    /// <summary>Makes a server read-only or writable, and nothing else: all its connections stay, replication stays as it is.</summary>
    /// <param name="name">The server's name, such as db001.</param>
    /// <param name="readOnly">True for <c>read_only = 1</c> (MySQL: <c>super_read_only</c> too), false for a writable server.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="LocalClusterException">The server does not answer, or a write on it does not end.</exception>
    public async Task SetReadOnlyAsync(string name, bool readOnly, CancellationToken cancellationToken = default)
    {
        var server = this[name];
        var connection = await ConnectAsync(server, cancellationToken).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        if (readOnly)
            await connection.CloseForWritesAsync(cancellationToken).ConfigureAwait(false);
        else
            await connection.ExecuteAsync(connection.Sql.Writable, cancellationToken).ConfigureAwait(false);
        server.TakesWrites = !readOnly;
    }

    /// <summary>
    /// Turns MySQL's <c>offline_mode</c> on or off: the server ends every user's connection but an administrator's, and refuses new
    /// ones with error 3032.
    /// </summary>
    /// <param name="name">The server's name, such as db001.</param>
    /// <param name="offline">True to turn it on.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="NotSupportedException">The cluster is one of MariaDB, which has no such mode.</exception>
    public Task SetOfflineModeAsync(string name, bool offline, CancellationToken cancellationToken = default) =>
        Flavor == ServerFlavor.MySql
            ? ExecuteAsync(name, $"SET GLOBAL offline_mode = {(offline ? 1 : 0)}", cancellationToken)
            : throw new NotSupportedException("MariaDB has no offline_mode.");

    /// <summary>
    /// Limits the connections a server takes; one more is refused with error 1040. Those there are stay, whatever their number, and
    /// an administrator always finds room for one.
    /// </summary>
    /// <param name="name">The server's name, such as db001.</param>
    /// <param name="connections">How many; MariaDB makes it 10 at least.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task SetMaxConnectionsAsync(string name, int connections, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(connections);
        return ExecuteAsync(name, $"SET GLOBAL max_connections = {connections}", cancellationToken);
    }
}
