namespace RoutingData.Testing;

public sealed partial class LocalCluster
{
    /// <summary>Stops a replica's replication: it neither receives nor applies anything, and says so (its lag is unknown).</summary>
    /// <param name="name">The server's name, such as db002.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="NotSupportedException">The cluster is a group.</exception>
    public Task StopReplicationAsync(string name, CancellationToken cancellationToken = default)
    {
        ThrowIfGroup("replicates");
        return ExecuteAsync(name, _flavor.Replication.Stop, cancellationToken);
    }

    /// <summary>Starts a replica's replication again, from where it stopped.</summary>
    /// <param name="name">The server's name, such as db002.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="NotSupportedException">The cluster is a group.</exception>
    public Task StartReplicationAsync(string name, CancellationToken cancellationToken = default)
    {
        ThrowIfGroup("replicates");
        return ExecuteAsync(name, _flavor.Replication.Start, cancellationToken);
    }

    /// <summary>Makes a replica apply what it receives so much later, which is a lag of so many seconds. It still acknowledges at once.</summary>
    /// <param name="name">The server's name, such as db002.</param>
    /// <param name="seconds">The delay; 0 to end it.</param>
    /// <param name="cancellationToken">Stops between two steps.</param>
    /// <exception cref="NotSupportedException">The cluster is a group.</exception>
    public async Task DelayReplicationAsync(string name, int seconds, CancellationToken cancellationToken = default)
    {
        ThrowIfGroup("replicates");
        ArgumentOutOfRangeException.ThrowIfNegative(seconds);
        var connection = await ConnectAsync(Answering(name), cancellationToken).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        await connection.ExecuteAsync(_flavor.Replication.Stop, cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync(_flavor.Replication.Delay(seconds), cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync(_flavor.Replication.Start, cancellationToken).ConfigureAwait(false);
    }
}
