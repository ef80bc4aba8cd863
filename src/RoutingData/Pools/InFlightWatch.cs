using RoutingData.Monitor;

namespace RoutingData.Pools;

/// <summary>
/// Notices statements that take long. Waiting does not distinguish a slow statement from a hung server, but the monitor's own connection
/// can: the watch only has the server probed.
/// </summary>
internal sealed class InFlightWatch(BackendPools pools, TopologyMonitor monitor, InFlightClock clock)
{
    // A statement is slow once it has seen two ticks. Its server is asked again every second, or as soon as another one is slow that was
    // not when it was asked last: a server with slow statements all the time may hang the moment after it has answered.
    private const int SlowAfter = 2;
    private const int AskAboutNewAfter = 2;
    private const int AskAgainAfter = 10;

    // Five seconds with nothing rented.
    private const int RestAfter = 50;

    private readonly Lock _gate = new();
    private readonly Dictionary<ServerAddress, int> _askedAt = [];
    private int _idle;

    /// <summary>Whether a server with slow statements is to be asked now.</summary>
    /// <param name="tick">The count of periods.</param>
    /// <param name="askedAt">When it was asked last; null for never.</param>
    /// <param name="latest">When the latest of its slow statements began.</param>
    public static bool IsToBeAsked(int tick, int? askedAt, int latest) =>
        askedAt is not { } asked || tick - asked >= (latest + SlowAfter > asked ? AskAboutNewAfter : AskAgainAfter);

    public void Start()
    {
        clock.Ticked ??= Look;
        clock.Start();
    }

    private void Look(int tick)
    {
        lock (_gate)
        {
            foreach (var pool in pools.All)
            {
                if (pool.Advance(tick, SlowAfter) is not { } latest) continue;
                if (!IsToBeAsked(tick, _askedAt.TryGetValue(pool.Address, out var asked) ? asked : null, latest)) continue;
                _askedAt[pool.Address] = tick;
                monitor.ReportFailure(pool.Address);
            }

            // A server that was asked so long ago is asked again in any case, if it is still configured.
            foreach (var (server, asked) in _askedAt)
            {
                if (tick - asked >= AskAgainAfter) _askedAt.Remove(server);
            }

            _idle = IsIdle ? _idle + 1 : 0;
            if (_idle < RestAfter) return;

            // In this order: a session that rents meanwhile sees that the clock rests, or is seen here.
            clock.Rest();
            if (!IsIdle) clock.Wake();
            foreach (var pool in pools.All) pool.Cool();
            _idle = 0;
        }
    }

    private bool IsIdle => pools.All.All(pool => pool.IsEmpty);
}
