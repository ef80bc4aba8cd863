using RoutingData.Monitor;

namespace RoutingData.Backends;

/// <summary>
/// Notices statements that take long. Nobody can tell a slow statement from a hung server by waiting, but the monitor's own connection
/// can: the watch only has the server probed (design decision 18). Its tick is a clock without a cost on the statement's path.
/// </summary>
internal sealed class InFlightWatch(BackendPools pools, TopologyMonitor monitor, TimeProvider timeProvider) : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    // A statement is slow once it has seen two ticks; its server is asked again every second.
    private const int SlowAfter = 2;
    private const int AskAgainAfter = 10;

    private readonly Lock _gate = new();
    private readonly Dictionary<ServerAddress, int> _askedAt = [];
    private ITimer? _timer;
    private int _tick;
    private bool _disposed;

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
                if (!pool.Advance(tick, SlowAfter)) continue;
                if (tick - _askedAt.GetValueOrDefault(pool.Address, -AskAgainAfter) < AskAgainAfter) continue;
                _askedAt[pool.Address] = tick;
                monitor.ReportFailure(pool.Address);
            }
        }
    }
}
