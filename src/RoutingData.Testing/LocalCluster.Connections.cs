using System.Data.Common;
using System.Globalization;
using RoutingData.Monitor.Drivers;

namespace RoutingData.Testing;

public sealed partial class LocalCluster
{
    private const int NoSuchConnection = 1094;

    /// <summary>
    /// Makes every write on a server wait, as a full disk or a backup does: FLUSH TABLES WITH READ LOCK, held on a connection of its own
    /// until <see cref="UnblockWritesAsync"/>. Reads go on.
    /// </summary>
    /// <param name="name">The server's name, such as db001.</param>
    /// <param name="cancellationToken">Stops waiting for the lock.</param>
    public async Task BlockWritesAsync(string name, CancellationToken cancellationToken = default)
    {
        await UnblockWritesAsync(name).ConfigureAwait(false);
        var connection = await ConnectAsync(Answering(name), cancellationToken).ConfigureAwait(false);
        this[name].WriteBlock = connection;
        await connection.ExecuteAsync("FLUSH TABLES WITH READ LOCK", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lets writes go on that <see cref="BlockWritesAsync"/> made wait; does nothing where none do.</summary>
    /// <param name="name">The server's name, such as db001.</param>
    public async Task UnblockWritesAsync(string name)
    {
        if (this[name].WriteBlock is not { } connection)
            return;
        this[name].WriteBlock = null;
        await connection.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Ends all connections of one user with KILL CONNECTION, whatever runs on them.</summary>
    /// <param name="name">The server's name, such as db001.</param>
    /// <param name="user">The user, such as app.</param>
    /// <param name="cancellationToken">Stops between two of them.</param>
    /// <returns>How many there were.</returns>
    public async Task<int> KillConnectionsAsync(string name, string user, CancellationToken cancellationToken = default)
    {
        var connection = await ConnectAsync(Answering(name), cancellationToken).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        await connection.ExecuteAsync("SET SESSION group_concat_max_len = 1000000", cancellationToken).ConfigureAwait(false);
        var literal = user.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal);
        var ids = await connection
            .TextAsync($"SELECT GROUP_CONCAT(id) FROM information_schema.processlist WHERE user = '{literal}'", cancellationToken)
            .ConfigureAwait(false);
        var all = ids.Split(',', StringSplitOptions.RemoveEmptyEntries);
        foreach (var id in all)
        {
            try
            {
                await connection
                    .ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"KILL CONNECTION {id}"), cancellationToken)
                    .ConfigureAwait(false);
            }
            catch (DbException e) when (DriverError.ServerNumber(e) == NoSuchConnection)
            {
                // It ended by itself meanwhile.
            }
        }

        return all.Length;
    }
}
