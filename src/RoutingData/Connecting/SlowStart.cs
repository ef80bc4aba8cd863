using System.Collections.Immutable;
using RoutingData.Monitor;

namespace RoutingData.Connecting;

/// <summary>
/// A server that was shunned or drained comes back little by little: its caches are cold, and every session would find it idle at the
/// same moment. Over a period its share grows evenly to the whole of its weight.
/// </summary>
internal sealed class SlowStart(TimeProvider timeProvider)
{
    private const double LeastShare = 0.02;
    private const long Away = -1;

    private ImmutableDictionary<ServerAddress, long> _returned = ImmutableDictionary<ServerAddress, long>.Empty;

    /// <summary>Notes who leaves and who returns; the monitor's events come one after another.</summary>
    public void Follow(TopologyEvent change)
    {
        switch (change.Kind)
        {
            case TopologyEventKind.Shunned or TopologyEventKind.Drained:
                ImmutableInterlocked.AddOrUpdate(ref _returned, change.Server, Away, static (_, _) => Away);
                break;
            case TopologyEventKind.Recovered or TopologyEventKind.Restored when _returned.ContainsKey(change.Server):
                var now = timeProvider.GetTimestamp();
                ImmutableInterlocked.AddOrUpdate(ref _returned, change.Server, now, (_, _) => now);
                break;
        }
    }

    /// <summary>Forgets servers that are no longer of the fleet.</summary>
    public void Forget(Func<ServerAddress, bool> isGone) => ImmutableInterlocked.Update(
        ref _returned, static (returned, isGone) => returned.RemoveRange(returned.Keys.Where(isGone)), isGone);

    /// <summary>Returns the part of its weight that counts now: 1 for a server that has been here all the time.</summary>
    /// <param name="server">The server.</param>
    /// <param name="period">How long it takes to come back wholly.</param>
    public double ShareOf(ServerAddress server, TimeSpan period)
    {
        var returned = _returned;
        if (returned.IsEmpty || period == TimeSpan.Zero || !returned.TryGetValue(server, out var at) || at == Away) return 1;
        return Math.Clamp(timeProvider.GetElapsedTime(at) / period, LeastShare, 1);
    }
}
