using RoutingData.Monitor.Gtids;
using RoutingData.Testing.Replication;

namespace RoutingData.Testing;

public sealed partial class LocalCluster
{
    /// <summary>
    /// Makes a replica the writer after the old one died or hangs, as Orchestrator would: it applies what it or any other live
    /// replica has received, the other replicas are pointed at it, and it becomes writable. The old writer is not touched.
    /// </summary>
    /// <param name="name">The server to promote, such as db002.</param>
    /// <param name="cancellationToken">Stops between two steps.</param>
    /// <returns>When it became writable.</returns>
    /// <exception cref="LocalClusterException">The server does not answer, or a step failed.</exception>
    /// <exception cref="NotSupportedException">The cluster is a group, which elects by itself.</exception>
    public async Task<Promotion> PromoteAsync(string name, CancellationToken cancellationToken = default)
    {
        ThrowIfGroup("elects");
        var target = Answering(name);
        var servers = await ConnectAllAsync([target, .. OthersThan(target, Writer)], cancellationToken).ConfigureAwait(false);
        await using var _ = servers.ConfigureAwait(false);
        var promotion = await CrashPromotion.RunAsync(target, servers[0], servers.Skip(1), cancellationToken).ConfigureAwait(false);
        BecomeWriter(target);
        return promotion;
    }

    /// <summary>
    /// Changes the writer while the old one is healthy: it becomes read-only, the candidate catches up and becomes writable, and
    /// all others replicate from it, the old writer too. Transactions open on the old writer get error 1290 at COMMIT.
    /// </summary>
    /// <param name="name">The server to promote, such as db001.</param>
    /// <param name="cancellationToken">Stops between two steps.</param>
    /// <returns>When the new writer became writable.</returns>
    /// <exception cref="LocalClusterException">
    /// A server does not answer, or the candidate did not catch up: then all is as before.
    /// </exception>
    /// <exception cref="NotSupportedException">The cluster is a group: <see cref="SetPrimaryAsync"/>, or nothing where all take writes.</exception>
    public async Task<Promotion> SwitchoverAsync(string name, CancellationToken cancellationToken = default)
    {
        ThrowIfGroup("changes over");
        var target = Answering(name);
        var oldWriter = Answering(Writer.Name);
        if (target == oldWriter)
            throw new LocalClusterException($"{target} is the writer already.");
        IEnumerable<LocalServer> all = [target, oldWriter, .. OthersThan(target, oldWriter)];
        var servers = await ConnectAllAsync(all, cancellationToken).ConfigureAwait(false);
        await using var _ = servers.ConfigureAwait(false);
        var promotion = await PlannedSwitchover
            .RunAsync(target, servers[0], servers[1], servers.Skip(2), cancellationToken).ConfigureAwait(false);
        BecomeWriter(target);
        oldWriter.TakesWrites = false;
        return promotion;
    }

    /// <summary>
    /// Makes a server a read-only replica of the current writer: a former writer that is back, or a replica left behind. Returns
    /// when it has applied what the writer had committed. What a crashed writer had written and no replica had received was never
    /// acknowledged: MariaDB forgets it when it starts again; MySQL does not, and becomes a copy of the writer here. In a group it makes the server a
    /// member again, if it does not by itself become one, and returns when all that answer are one group.
    /// </summary>
    /// <param name="name">The server's name, such as db001.</param>
    /// <param name="cancellationToken">Stops waiting for it to catch up.</param>
    /// <exception cref="LocalClusterException">
    /// The server or the writer does not answer, or the server has transactions that the writer does not have.
    /// </exception>
    public async Task RejoinAsync(string name, CancellationToken cancellationToken = default)
    {
        var server = Answering(name);
        if (_group is not null)
        {
            await WaitForMembersAsync(server, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (server == Writer)
            throw new LocalClusterException($"{server} is the writer; promote another server first.");
        await SetReadOnlyAsync(name, readOnly: true, cancellationToken).ConfigureAwait(false);
        if (await IsAheadOfWriterAsync(server, cancellationToken).ConfigureAwait(false))
            await CopyWriterAsync(server, cancellationToken).ConfigureAwait(false);
        await FollowWriterAsync(server, cancellationToken).ConfigureAwait(false);
        await WaitForReplicationAsync([server], cancellationToken).ConfigureAwait(false);
        (server.TakesWrites, server.EndedTakingWrites) = (false, false);
    }

    /// <summary>Waits until every replica, or member of the group, that runs has applied what the writer has written so far.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="LocalClusterException">The writer does not answer, or a replica stands still; the message says why.</exception>
    public Task WaitForReplicationAsync(CancellationToken cancellationToken = default) =>
        _group is { } group ? CatchUpAsync(group, cancellationToken) : WaitForReplicationAsync(OthersThan(Writer), cancellationToken);

    private void BecomeWriter(LocalServer target)
    {
        Writer = target;
        (target.TakesWrites, target.EndedTakingWrites) = (true, false);
    }

    private async Task<bool> IsAheadOfWriterAsync(LocalServer server, CancellationToken cancellationToken)
    {
        var servers = await ConnectAllAsync([server, Answering(Writer.Name)], cancellationToken).ConfigureAwait(false);
        await using var _ = servers.ConfigureAwait(false);
        var has = await servers[0].TextAsync(_flavor.Replication.Committed, cancellationToken).ConfigureAwait(false);
        var writerHas = await servers[1].TextAsync(_flavor.Replication.Committed, cancellationToken).ConfigureAwait(false);
        return !GtidPosition.Contains(writerHas, has, _flavor.Kind);
    }

    private async Task CopyWriterAsync(LocalServer server, CancellationToken cancellationToken)
    {
        var connection = await ConnectAsync(server, cancellationToken).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        if (!server.EndedTakingWrites || !_options.SemiSynchronous ||
            !await _flavor.CopyAsync(connection, Writer.Address, cancellationToken).ConfigureAwait(false))
            throw new LocalClusterException($"{server} cannot rejoin: it has transactions (GTIDs) that the writer {Writer} does not have.");
        await server.Process!.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        await StartServerAsync(server, readOnly: true, SemiSynchronous(readOnly: true), cancellationToken).ConfigureAwait(false);
    }

    private async Task WaitForReplicationAsync(IEnumerable<LocalServer> replicas, CancellationToken cancellationToken)
    {
        var servers = await ConnectAllAsync([Answering(Writer.Name), .. replicas], cancellationToken).ConfigureAwait(false);
        await using var _ = servers.ConfigureAwait(false);
        var committed = await servers[0].TextAsync(_flavor.Replication.Committed, cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(servers.Skip(1).Select(server => WaitIfReplicaAsync(server, committed, cancellationToken)))
            .ConfigureAwait(false);
    }

    private static async Task WaitIfReplicaAsync(AdminConnection server, string committed, CancellationToken cancellationToken)
    {
        if (await server.StatusAsync(cancellationToken).ConfigureAwait(false) is not null)
            await server.WaitAppliedAsync(committed, cancellationToken).ConfigureAwait(false);
    }

    private Task<AdminConnections> ConnectAllAsync(IEnumerable<LocalServer> servers, CancellationToken cancellationToken) =>
        AdminConnections.OpenAsync(servers.Select(server => ConnectAsync(server, cancellationToken)));

    // Those that answer; a server that hangs or is dead cannot be told anything.
    private IEnumerable<LocalServer> OthersThan(params LocalServer[] servers) => Servers.Where(server => server.Answers).Except(servers);

    private LocalServer Answering(string name) =>
        this[name] is { Answers: true } server ? server : throw new LocalClusterException($"{this[name]} does not run, is paused, or is cut off.");
}
