using RoutingData.Monitor;
using RoutingData.Routing;
using RoutingData.Testing;

namespace RoutingData.SimulationTests.Schedules;

/// <summary>One run: a cluster, the router, sessions at work while faults happen, then peace, and a look at what is left.</summary>
internal sealed class ScheduledRun(RunPlan plan)
{
    // The monitor's own bounds add up to less; docs/testing.md says so.
    private static readonly TimeSpan MostBetweenLogins = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan UntilSettled = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BesidesWaiting = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan MostOfAll = TimeSpan.FromMinutes(2);

    private readonly SimulatedClock _clock = new();
    private readonly List<Belief> _beliefs = [];
    private readonly List<Reload> _reloads = [];

    public async Task<RunHistory> RunAsync()
    {
        var cluster = new SimulatedCluster(_clock, plan.Cluster);
        RunHistory? history = null;
        await _clock.RunAsync(async () => history = await RunAsync(cluster));
        return history!;
    }

    private async Task<RunHistory> RunAsync(SimulatedCluster cluster)
    {
        cluster.Execute("db001", "CREATE TABLE writes (id BIGINT AUTO_INCREMENT PRIMARY KEY, n INT)");
        LongResult.Make(cluster);
        if (plan.HasCommittingWork) CommittingWork.Make(cluster);
        await Task.Delay(plan.Cluster.ReplicationDelay + TimeSpan.FromMilliseconds(20), _clock);

        if (plan.Alias is { } alias) cluster.PointName(alias.Name, alias.LeadsTo);
        var fences = new Fences(plan.FenceSeed, cluster, _clock);
        var options = plan.Router(cluster, fences.Of(plan.Fence));
        var dataSource = new RoutingDbDataSourceBuilder(options).UseTimeProvider(_clock).UseRandom(new Random(plan.RouterSeed)).Build();
        _reloads.Add(new Reload(0, plan.Fence, null, plan.Group is { AsksForGroup: true }));
        dataSource.Runtime.Monitor.Following += (change, topology) => _beliefs.Add(Belief(change, topology, cluster));
        var calls = new CallLog(cluster, _clock);
        var sessions = plan.Sessions.Select((seed, i) => 
            new SessionLoad(i + 1, seed, dataSource, calls, cluster, _clock, plan.HasCommittingWork, plan.Group is null ? 1 : GroupPlan.Length).RunAsync());
        var work = Task.WhenAll([plan.Faults.RunAsync(cluster, _clock), ReloadAsync(dataSource, cluster, fences), .. sessions]);
        // What waits for a server that never comes back may not keep the run from its end.
        await Task.WhenAny(work, Task.Delay(MostOfAll, _clock));
        var night = plan.HasNight ? await HaveNoWriterAsync(cluster) : (TimeSpan?)null;
        Repair(cluster);
        if (cluster.Groups is { } groups) await new GroupRepair(cluster, groups, _clock).RunAsync();
        await Task.WhenAny(work, Task.Delay(MostOfAll, _clock));
        if (work.IsFaulted) await work;
        var unsettled = await SettleAsync(dataSource, cluster);
        var afterPeace = await Peace.TryAsync(dataSource, cluster, _clock);
        await Task.Delay(TimeSpan.FromMilliseconds(100), _clock);
        var rented = cluster.RentedConnections;

        var eventsOfRouter = cluster.EventCount;
        await dataSource.DisposeAsync();
        await Task.Delay(TimeSpan.FromSeconds(1), _clock);
        return new RunHistory
        {
            Events = cluster.History,
            Calls = calls.Calls,
            Beliefs = _beliefs,
            EndOfNight = night,
            EventsOfRouter = eventsOfRouter,
            Reloads = _reloads,
            Fences = fences.Calls,
            Servers = [.. cluster.Servers.Select(server => server.Name)],
            HasSocketCut = plan.HasSocketCut,
            HasQuickReads = plan.HasQuickReads,
            Survived = cluster.Writer.Log.Transactions,
            Failover = options.Failover,
            Monitor = options.Monitor,
            Patience = TimeSpan.FromMilliseconds(plan.WriterWaitTimeoutMs) + BesidesWaiting + (plan.Group is null ? TimeSpan.Zero : GroupPlan.UntilCommitFails),
            RentedAtEnd = rented,
            OpenAtEnd = cluster.OpenConnections + cluster.Servers.Sum(server => server.Connections),
            Unsettled = unsettled,
            AfterPeace = afterPeace,
        };
    }

    private async Task ReloadAsync(RoutingDbDataSource dataSource, SimulatedCluster cluster, Fences fences)
    {
        foreach (var reload in plan.Reloads)
        {
            var left = reload.At - _clock.Elapsed;
            if (left > TimeSpan.Zero) await Task.Delay(left, _clock);
            // Servers that write are not taken out.
            var writer = dataSource.Monitor.Current.WriterOf(10)?.Address;
            var without = writer is null || cluster.OwnName(writer.Value.Hostname) == reload.Without ? null : reload.Without;
            dataSource.Reload(plan.Router(cluster, fences.Of(reload.Fence), without, reload.AsksForGroup));
            _reloads.Add(new Reload(cluster.EventCount, reload.Fence, without, reload.AsksForGroup == true));
            var current = dataSource.Monitor.Current;
            var change = new TopologyEvent(TopologyEventKind.Restored, current.Servers[0].Address, null, current.Epoch, $"{reload}");
            _beliefs.Add(Belief(change, current, cluster));
        }
    }

    private Belief Belief(TopologyEvent change, TopologySnapshot now, SimulatedCluster cluster)
    {
        var server = cluster.OwnName(change.Server.Hostname);
        return new Belief(
            cluster.EventCount, _clock.Elapsed, change, server,
            // Also while a fence holds it back.
            now.FindPair(10)?.Writer is { } writer ? OwnName(now.Find(writer)!, cluster) : null,
            now.Find(change.Server)?.Failures ?? 0,
            now.Servers.Any(other => other.Health == ServerHealth.Online && Source(other) == server));
    }

    // A name may lead elsewhere by now: who answered the monitor there last says which server it takes it for.
    private static string OwnName(ServerState state, SimulatedCluster cluster) =>
        cluster.Servers.FirstOrDefault(server => state.Identity == server.Uuid || state.Identity == $"{server.ServerId}")?.Name
            ?? cluster.OwnName(state.Address.Hostname);

    private static string? Source(ServerState server) => server.Report?.Replication?.SourceHost;

    private async Task<string?> SettleAsync(RoutingDbDataSource dataSource, SimulatedCluster cluster)
    {
        var begun = _clock.Elapsed;
        while (true)
        {
            var fault = Settlement.Fault(dataSource.Monitor.Current, cluster, plan.Alias, ReadersAreLate);
            // A server that refuses the monitor is asked again a minute later at most: each refusal counts against the account.
            var most = dataSource.Monitor.Current.Servers.Any(server => server.RefusesMonitor) ? UntilSettled + MostBetweenLogins : UntilSettled;
            // One that has refused to show its group is asked for it again over the next connection only.
            if (dataSource.Monitor.Current.Servers.Any(server => server.Report?.Group is { IsHidden: true }))
                most += TimeSpan.FromMilliseconds(plan.ConnectIntervalMs);
            if (fault is null || _clock.Elapsed - begun > most) return fault;
            await Task.Delay(TimeSpan.FromMilliseconds(50), _clock);
        }
    }

    // Members of a group tell no lag, and lag that is not known is no small one where they are not asked for their group.
    private bool ReadersAreLate => plan.Group is { MaxReplicationLag: > 0 } && !_reloads[^1].AsksForGroup;

    private async Task<TimeSpan> HaveNoWriterAsync(SimulatedCluster cluster)
    {
        foreach (var server in cluster.Servers.Where(server => server.Answers)) cluster.SetReadOnly(server.Name, readOnly: true);
        await Task.Delay(RunHistory.Night, _clock);
        return _clock.Elapsed;
    }

    /// <summary>The last promoted server is the writer; everything else is made to follow it.</summary>
    internal static void Repair(SimulatedCluster cluster)
    {
        foreach (var server in cluster.Servers)
        {
            if (!server.IsRunning) cluster.Restart(server.Name);
            if (server.IsCut) cluster.Heal(server.Name);
            if (server.IsPaused) cluster.Resume(server.Name);
            cluster.StartReplication(server.Name);
            cluster.Lag(server.Name, TimeSpan.Zero);
            cluster.Slow(server.Name, TimeSpan.Zero);
            cluster.LimitConnections(server.Name, int.MaxValue);
            cluster.AcceptWrites(server.Name);
            cluster.AllowConnects(server.Name);
            cluster.RestoreName(server.Name);
            if (server.HidesGroup) cluster.ShowGroup(server.Name);
            foreach (var user in server.RefusedUsers.ToArray()) cluster.AcceptLogins(server.Name, user);
            server.RequestsToLose = server.RepliesToLose = 0;
            server.HoldsNextRequest = null;
            server.LocksToRefuse.Clear();
        }

        if (cluster.Groups is not null) return;
        foreach (var server in cluster.Servers.Where(server => server != cluster.Writer)) cluster.Rejoin(server.Name);
        cluster.SetReadOnly(cluster.Writer.Name, readOnly: false);
    }
}
