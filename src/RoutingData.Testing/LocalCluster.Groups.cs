using System.Diagnostics;
using RoutingData.Testing.Groups;
using RoutingData.Testing.MySql;

namespace RoutingData.Testing;

public sealed partial class LocalCluster
{
    private static readonly TimeSpan GroupPollInterval = TimeSpan.FromMilliseconds(5);

    /// <summary>How its servers belong together.</summary>
    public ClusterFleet Fleet => _options.Fleet;

    /// <summary>
    /// Makes a member of Group Replication the primary, as <c>group_replication_set_as_primary</c> does: transactions that are open on the old one end
    /// first. Returns when the group has changed over.
    /// </summary>
    /// <param name="name">The member, such as db002.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>When it began to take writes.</returns>
    /// <exception cref="NotSupportedException">The cluster is not one of Group Replication.</exception>
    /// <exception cref="LocalClusterException">The server does not answer, or did not become the primary in time.</exception>
    public async Task<Election> SetPrimaryAsync(string name, CancellationToken cancellationToken = default)
    {
        if (Fleet != ClusterFleet.GroupReplication)
            throw new NotSupportedException($"Only Group Replication is told which member is the primary; this is {Fleet}.");
        var target = Answering(name);
        var connection = await ConnectAsync(target, cancellationToken).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        var id = await connection.TextAsync("SELECT @@server_uuid", cancellationToken).ConfigureAwait(false);
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var elected = WaitForWriterAsync([target], watching.Token);
        try
        {
            await connection.ExecuteAsync(MySqlGroup.SetPrimary(id), cancellationToken).ConfigureAwait(false);
            return await elected.ConfigureAwait(false);
        }
        finally
        {
            // A statement that fails elects no server.
            await watching.CancelAsync().ConfigureAwait(false);
            await ((Task)elected).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>
    /// Waits until a group whose writer is gone has another one: Group Replication's next primary, once it is writable; with Galera the first other member
    /// by name, once those that are left are a group without the one that is gone.
    /// </summary>
    /// <param name="former">The writer that is gone: killed, paused or shut down.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>When it began to take writes.</returns>
    /// <exception cref="NotSupportedException">The cluster is no group.</exception>
    /// <exception cref="LocalClusterException">There is none in time; the message says what each member says.</exception>
    public Task<Election> WaitForElectionAsync(string former, CancellationToken cancellationToken = default)
    {
        ThrowUnlessGroup();
        return WaitForWriterAsync([.. OthersThan(this[former])], cancellationToken);
    }

    /// <summary>Waits until the servers that answer are a group of just them: each is online, or synced, and sees all others and no more.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="NotSupportedException">The cluster is no group.</exception>
    /// <exception cref="LocalClusterException">They are not in time; the message says what each of them says.</exception>
    public Task WaitForMembersAsync(CancellationToken cancellationToken = default)
    {
        ThrowUnlessGroup();
        return WaitForMembersAsync(returning: null, cancellationToken);
    }

    private GroupWatch Watch(IReadOnlyList<LocalServer> servers, CancellationToken cancellationToken) =>
        new(_group!, servers, server => ConnectAsync(server, cancellationToken));

    private async Task<Election> WaitForWriterAsync(IReadOnlyList<LocalServer> candidates, CancellationToken cancellationToken)
    {
        var watch = Watch(candidates, cancellationToken);
        await using var _ = watch.ConfigureAwait(false);
        var started = Stopwatch.GetTimestamp();
        var notYet = started;
        while (true)
        {
            var look = Stopwatch.GetTimestamp();
            var states = await watch.LookAsync(cancellationToken).ConfigureAwait(false);
            var writer = Array.FindIndex(states, state => state is { TakesWrites: true });
            // Members come to know of it one after the other: one that is only the first to know is not the first by name.
            if (writer >= 0 && states[writer]!.Members <= MembersAtMost(candidates))
            {
                Writer = candidates[writer];
                return new Election(Writer, notYet, Stopwatch.GetTimestamp());
            }

            notYet = look;
            await PauseAsync(started, () => $"The group has no writer: {watch.Describe(states)}", cancellationToken).ConfigureAwait(false);
        }
    }

    // Before Galera has noticed that a member is gone, all others say that they are well, and no write comes to its end.
    private int MembersAtMost(IReadOnlyList<LocalServer> candidates) => Fleet == ClusterFleet.Galera ? candidates.Count : int.MaxValue;

    private async Task WaitForMembersAsync(LocalServer? returning, CancellationToken cancellationToken)
    {
        var watch = Watch([.. Servers.Where(server => server.Answers)], cancellationToken);
        await using var _ = watch.ConfigureAwait(false);
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var states = await watch.LookAsync(cancellationToken).ConfigureAwait(false);
            if (states.All(state => state is { IsMember: true } && state.Members == states.Length))
                return;

            // A member that went on after it had hung calls itself one until it hears that it was expelled.
            if (watch.Servers.Zip(states).Any(pair => pair.First == returning && pair.Second is { IsOutside: true }))
                await RunOnAsync(returning!, _group!.Join, cancellationToken).ConfigureAwait(false);
            await PauseAsync(started, () => $"The servers are not one group: {watch.Describe(states)}", cancellationToken).ConfigureAwait(false);
        }
    }

    private Task PauseAsync(long started, Func<string> trouble, CancellationToken cancellationToken) =>
        Stopwatch.GetElapsedTime(started) > _options.Timeout
            ? throw new LocalClusterException($"{trouble()}, after {_options.Timeout.TotalSeconds} s.")
            : Task.Delay(GroupPollInterval, cancellationToken);

    private async Task CatchUpAsync(IGroup group, CancellationToken cancellationToken)
    {
        var servers = await ConnectAllAsync([Answering(Writer.Name), .. OthersThan(Writer)], cancellationToken).ConfigureAwait(false);
        await using var _ = servers.ConfigureAwait(false);
        var committed = await servers[0].TextAsync(servers[0].Sql.Committed, cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(servers.Skip(1).Select(server => group.CatchUpAsync(server, committed, cancellationToken))).ConfigureAwait(false);
    }

    private void ThrowUnlessGroup()
    {
        if (_group is null)
            throw new NotSupportedException("The servers are no group: one is the writer and the others replicate from it.");
    }

    private void ThrowIfGroup(string does)
    {
        if (_group is not null)
            throw new NotSupportedException($"A group {does} by itself: {nameof(LocalCluster)} does not do it in {Fleet}.");
    }
}
