using RoutingData.Monitor;

namespace RoutingData.Backends;

/// <summary>
/// Notices statements that take long. Nobody can tell a slow statement from a hung server by waiting, but the monitor's own connection
/// can: the watch only has the server probed (design decision 18). Its tick is a clock without a cost on the statement's path.
/// </summary>
internal sealed class InFlightWatch(BackendPools pools, TopologyMonitor monitor, TimeProvider timeProvider) : IDisposable
{
    /// <summary>Time between two ticks.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    // A statement is slow once it has seen two ticks. Its server is asked again every second, or as soon as another one is slow that was
    // not when it was asked last: a server with slow statements all the time may hang the moment after it has answered.
    private const int SlowAfter = 2;
    private const int AskAboutNewAfter = 2;
    private const int AskAgainAfter = 10;

    private readonly Lock _gate = new();
    private readonly Dictionary<ServerAddress, int> _askedAt = [];
    private ITimer? _timer;
    private int _tick;
    private bool _disposed;

    /// <summary>Whether a server with slow statements is to be asked now.</summary>
    /// <param name="tick">The count of periods.</param>
    /// <param name="askedAt">When it was asked last; null for never.</param>
    /// <param name="latest">When the latest of its slow statements began.</param>
    public static bool IsToBeAsked(int tick, int? askedAt, int latest) =>
        askedAt is not { } asked || tick - asked >= (latest + SlowAfter > asked ? AskAboutNewAfter : AskAgainAfter);

    public void Start()
    {
        if (_timer is not null) return;
        lock (_gate)
        {
            if (_disposed || _timer is not null) return;
            using (ExecutionContext.SuppressFlow())
            {
                _timer = timeProvider.CreateTimer(static watch => ((InFlightWatch)watch!).Look(), this, Period, Period);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _timer?.Dispose();
        }
    }

    private void Look()
    {
        lock (_gate)
        {
            var tick = ++_tick;
            foreach (var pool in pools.All)
            {
                if (pool.Advance(tick, SlowAfter) is not { } latest) continue;
                if (!IsToBeAsked(tick, _askedAt.TryGetValue(pool.Address, out var asked) ? asked : null, latest)) continue;
                _askedAt[pool.Address] = tick;
                monitor.ReportFailure(pool.Address);
            }
        }
    }
}
