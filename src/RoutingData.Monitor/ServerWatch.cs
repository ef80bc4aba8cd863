using RoutingData.Monitor.Probing;

namespace RoutingData.Monitor;

/// <summary>The monitor's watch over one server: its probe, and the pause between two of them, which anyone may cut short.</summary>
internal sealed class ServerWatch(ServerAddress address, ServerProbe probe, TimeProvider timeProvider)
{
    private TaskCompletionSource _woken = NewSource();

    public ServerAddress Address => address;

    public ServerProbe Probe => probe;

    /// <summary>Ends the pause now, or the next one before it begins.</summary>
    public void Wake() => Volatile.Read(ref _woken).TrySetResult();

    public async Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        var woken = Volatile.Read(ref _woken);
        var timer = timeProvider.CreateTimer(static state => ((TaskCompletionSource)state!).TrySetResult(), woken, pause, Timeout.InfiniteTimeSpan);
        await using (timer.ConfigureAwait(false))
        {
            await woken.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        Volatile.Write(ref _woken, NewSource());
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
