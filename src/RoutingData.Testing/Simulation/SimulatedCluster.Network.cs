using RoutingData.Testing.Simulation;

namespace RoutingData.Testing;

// The network: what is sent arrives later. Servers act under the cluster's lock, clients without it.
public sealed partial class SimulatedCluster
{
    /// <summary>Returns how long the next message takes.</summary>
    internal TimeSpan Latency()
    {
        lock (_gate)
        {
            var spread = (_options.MaxLatency - _options.MinLatency).Ticks;
            return _options.MinLatency + TimeSpan.FromTicks((long)(_random.NextDouble() * spread));
        }
    }

    internal int RowsPerPacket => _options.RowsPerPacket;

    /// <summary>Whether rows come a moment after the answer that announces them.</summary>
    internal bool RowsComeLater() => _options.RowsMayComeLater && Chance();

    /// <summary>One way or the other.</summary>
    internal bool Chance()
    {
        lock (_gate) return _random.Next(2) == 0;
    }

    /// <summary>Sends something to a link's server; messages of one link arrive in order.</summary>
    internal void ToServer(SimulatedLink link, Action message)
    {
        lock (_gate)
        {
            var now = Elapsed;
            var arrival = now + Latency();
            if (arrival < link.LastArrival) arrival = link.LastArrival;
            link.LastArrival = arrival;
            After(arrival - now, () =>
            {
                // A network that is cut keeps what was sent into it, as TCP would send it again.
                if (link.Server.IsCut) link.Server.Undelivered.Add(() => ToServer(link, message));
                else link.Server.Receive(message);
            });
        }
    }

    /// <summary>Sends something to a link's client.</summary>
    internal void ToClient(SimulatedLink link, Action message) => Deliver(Latency(), () =>
    {
        lock (_gate)
        {
            if (link.Server.IsCut)
            {
                link.Server.Undelivered.Add(() => ToClient(link, message));
                return;
            }
        }

        message();
    });

    /// <summary>Does something later, under the lock.</summary>
    internal void After(TimeSpan delay, Action action) => Deliver(delay, () =>
    {
        lock (_gate) action();
    });

    private void Deliver(TimeSpan delay, Action action)
    {
        var delivery = new Delivery(action, Forget);
        // A timer that is not referenced may be collected before it fires.
        lock (_gate) _underWay.Add(delivery);
        delivery.Start(TimeProvider, delay);
    }

    private void Forget(Delivery delivery)
    {
        lock (_gate) _underWay.Remove(delivery);
    }

    private sealed class Delivery(Action action, Action<Delivery> forget)
    {
        private ITimer? _timer;

        public void Start(TimeProvider timeProvider, TimeSpan delay) => _timer = timeProvider.CreateTimer(
            static delivery => ((Delivery)delivery!).Arrive(), this, delay < TimeSpan.Zero ? TimeSpan.Zero : delay,
            Timeout.InfiniteTimeSpan);

        private void Arrive()
        {
            forget(this);
            _timer?.Dispose();
            action();
        }
    }
}
