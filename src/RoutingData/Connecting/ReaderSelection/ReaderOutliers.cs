using System.Collections.Immutable;
using RoutingData.Diagnostics;
using RoutingData.Monitor;
using RoutingData.Pools;

namespace RoutingData.Connecting.ReaderSelection;

/// <summary>Keeps who is set aside, and looks once a second while readers are chosen: a process that reads nothing looks at nothing.</summary>
internal sealed class ReaderOutliers(TopologyMonitor monitor, BackendPools pools, TimeProvider timeProvider, RoutingLog log)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly long _beginning = timeProvider.GetTimestamp();
    private ImmutableDictionary<ServerAddress, SetAsideReader> _known = ImmutableDictionary<ServerAddress, SetAsideReader>.Empty;
    private long _next;

    /// <summary>Whether the options have any reader set aside.</summary>
    public static bool AreLookedFor(OutlierOptions options) => options.ErrorPercent > 0 || options.LatencyFactor > 0;

    /// <summary>Whether a reader is set aside now.</summary>
    public bool IsAside(ServerAddress server, OutlierOptions options)
    {
        var now = Now;
        if (now.Ticks >= Volatile.Read(ref _next)) LookIfDue(options, now);
        var known = Volatile.Read(ref _known);
        return !known.IsEmpty && OutlierRule.IsAside(known, server, now);
    }

    /// <summary>Returns why a reader is set aside, and for how long still; null when it is not.</summary>
    public (string Reason, TimeSpan Left)? Tell(ServerAddress server)
    {
        var now = Now;
        return Volatile.Read(ref _known).TryGetValue(server, out var aside) && now < aside.Until ? (aside.Reason, aside.Until - now) : null;
    }

    /// <summary>Forgets all: the options have changed.</summary>
    public void Clear() => Volatile.Write(ref _known, ImmutableDictionary<ServerAddress, SetAsideReader>.Empty);

    private TimeSpan Now => timeProvider.GetElapsedTime(_beginning);

    private void LookIfDue(OutlierOptions options, TimeSpan now)
    {
        if (!_gate.TryEnter()) return;
        try
        {
            if (now.Ticks < _next) return;
            Volatile.Write(ref _next, (now + Period).Ticks);
            Look(options, now);
        }
        finally
        {
            _gate.Exit();
        }
    }

    private void Look(OutlierOptions options, TimeSpan now)
    {
        var topology = monitor.Current;
        var windows = new Dictionary<ServerAddress, ReaderWindow>();
        foreach (var hostgroup in topology.Definition.ReplicationHostgroups.Select(pair => pair.ReaderHostgroup))
        {
            ReaderWindow[] readers = [.. topology.MembersOf(hostgroup).Where(member => member.Definition.Weight > 0).Select(member => WindowOf(member.Address))];
            var next = OutlierRule.Look(_known, readers, options, now);
            foreach (var (server, aside) in next)
            {
                if (aside.Since == now && !_known.ContainsValue(aside)) log.SetAside(server, hostgroup, aside.For.TotalSeconds, aside.Reason);
            }

            Volatile.Write(ref _known, next);
        }

        ReaderWindow WindowOf(ServerAddress server)
        {
            // One that is in two pairs has one window.
            if (windows.TryGetValue(server, out var known)) return known;
            var record = pools.RecordOf(server);
            var (answers, failures) = record?.Take() ?? default;
            return windows[server] = new ReaderWindow(server, answers, failures, record?.Now ?? TimeSpan.Zero);
        }
    }
}
