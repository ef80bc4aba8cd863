using System.Collections.Immutable;
using RoutingData.Diagnostics;
using RoutingData.Monitor;
using RoutingData.Pools;

namespace RoutingData.Connecting.ReaderSelection;

/// <summary>Keeps who is set aside, and looks once a second while readers are chosen: a process that reads nothing looks at nothing.</summary>
internal sealed class ReaderOutliers(OutlierOptions options, TopologyMonitor monitor, BackendPools pools, TimeProvider timeProvider, RoutingLog log)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly long _beginning = timeProvider.GetTimestamp();
    private OutlierOptions _options = options;
    private ImmutableDictionary<ServerAddress, SetAsideReader> _known = ImmutableDictionary<ServerAddress, SetAsideReader>.Empty;
    private long _next;

    /// <summary>Whether the options have any reader set aside.</summary>
    public static bool AreLookedFor(OutlierOptions options) => options.ErrorPercent > 0 || options.LatencyFactor > 0;

    /// <summary>Whether a reader is set aside now.</summary>
    public bool IsAside(ServerAddress server)
    {
        var now = Now;
        if (now.Ticks >= Volatile.Read(ref _next)) LookIfDue(now);
        var known = Volatile.Read(ref _known);
        return !known.IsEmpty && OutlierRule.IsAside(known, server, now);
    }

    /// <summary>Returns why a reader is set aside, and for how long still; null when it is not.</summary>
    public (string Reason, TimeSpan Left)? Tell(ServerAddress server)
    {
        var now = Now;
        return Volatile.Read(ref _known).TryGetValue(server, out var aside) && now < aside.Until ? (aside.Reason, aside.Until - now) : null;
    }

    /// <summary>Forgets all, because the options have changed. A statement that began under the former ones is asked for by these.</summary>
    public void Follow(OutlierOptions options)
    {
        lock (_gate)
        {
            _options = options;
            Volatile.Write(ref _known, ImmutableDictionary<ServerAddress, SetAsideReader>.Empty);
        }
    }

    private TimeSpan Now => timeProvider.GetElapsedTime(_beginning);

    private void LookIfDue(TimeSpan now)
    {
        if (!_gate.TryEnter()) return;
        List<(SetAsideReader Aside, ServerAddress Server, int Hostgroup)> found;
        try
        {
            if (now.Ticks < _next) return;
            // Reads are rare then: what was counted longer ago says nothing of now.
            var isOld = now.Ticks >= _next + Period.Ticks;
            Volatile.Write(ref _next, (now + Period).Ticks);
            found = Look(now, isOld);
        }
        finally
        {
            _gate.Exit();
        }

        // The logger is the application's: it may take its time, or reload the options.
        foreach (var (aside, server, hostgroup) in found) log.SetAside(server, hostgroup, aside.For.TotalSeconds, aside.Reason);
    }

    private List<(SetAsideReader Aside, ServerAddress Server, int Hostgroup)> Look(TimeSpan now, bool isOld)
    {
        var topology = monitor.Current;
        var windows = new Dictionary<ServerAddress, ReaderWindow>();
        List<(SetAsideReader Aside, ServerAddress Server, int Hostgroup)> found = [];
        foreach (var hostgroup in topology.Definition.ReplicationHostgroups.Select(pair => pair.ReaderHostgroup))
        {
            ReaderWindow[] readers = [.. topology.MembersOf(hostgroup).Where(member => member.Definition.Weight > 0).Select(member => WindowOf(member.Address))];
            var next = OutlierRule.Look(_known, readers, _options, now);
            found.AddRange(next.Where(each => each.Value.Since == now && !_known.ContainsValue(each.Value)).Select(each => (each.Value, each.Key, hostgroup)));
            Volatile.Write(ref _known, next);
        }

        return found;

        ReaderWindow WindowOf(ServerAddress server)
        {
            // One that is in two pairs has one window.
            if (windows.TryGetValue(server, out var known)) return known;
            var record = pools.RecordOf(server);
            var (answers, failures) = record?.Take() ?? default;
            if (isOld) (answers, failures) = (0, 0);
            return windows[server] = new ReaderWindow(server, answers, failures, record?.Now ?? TimeSpan.Zero);
        }
    }
}
