using RoutingData.Monitor.Threads;
using RoutingData.Monitor.Topology;

namespace RoutingData.Monitor;

/// <summary>Calls the application's fence before a promoted server gets its first statement.</summary>
internal sealed class PromotionFences(TopologyStore store, MonitorExecution execution, Announcements announcements, CancellationToken ending)
{
    private static readonly TimeSpan BetweenCalls = TimeSpan.FromSeconds(1);

    /// <summary>Begins to call the fence for each promotion of a change, until it returns without an error.</summary>
    public void Follow(TopologyChange change)
    {
        foreach (var item in change.Events)
        {
            if (item.Kind == TopologyEventKind.WriterElected && change.Next.FenceOf(item) is { } notice) Begin(notice);
        }
    }

    /// <summary>Logs that a new definition has no fence any more.</summary>
    public void LogIfDropped(TopologySnapshot before, TopologyDefinition next)
    {
        if (!before.Definition.FencesPromotions || next.FencesPromotions) return;
        var waiting = before.Pairs.Count(pair => pair is { FencedFrom: not null, Writer: not null });
        announcements.Add(log => MonitorLog.FenceDropped(log, waiting));
    }

    private void Begin(PromotionNotice notice) => _ = execution.Run(() => FenceAsync(notice, ending));

    // The fence of the definition in force is called, whichever that is by then; the result of a call under way counts, because it has been given.
    private async Task FenceAsync(PromotionNotice notice, CancellationToken cancellationToken)
    {
        while (store.Current is { Definition.PromotionFence: { } fence } topology && topology.IsFenced(notice) &&
            !cancellationToken.IsCancellationRequested)
        {
            try
            {
                await CallAsync(fence, notice, cancellationToken).ConfigureAwait(true);
                Lift(notice);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested && store.Current.IsFenced(notice))
            {
                announcements.Add(log => MonitorLog.FenceFailed(log, notice.NewWriter, exception));
                await Task.Delay(BetweenCalls, execution.Time, cancellationToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            }
            catch (Exception)
            {
                // It is not waited for any more.
            }
        }
    }

    private async Task CallAsync(
        Func<PromotionNotice, CancellationToken, Task> fence, PromotionNotice notice, CancellationToken cancellationToken)
    {
        var called = new TaskCompletionSource<Task>(TaskCreationOptions.RunContinuationsAsynchronously);
        execution.RunApart(() =>
        {
            try
            {
                called.SetResult(fence(notice, cancellationToken));
            }
            catch (Exception exception)
            {
                called.SetException(exception);
            }
        });
        var running = await called.Task.ConfigureAwait(true);
        await running.ConfigureAwait(true);
    }

    private void Lift(PromotionNotice notice)
    {
        lock (store.Gate)
        {
            if (store.Current.IsFenced(notice)) store.Publish_NeedsLock(store.Current.WithFenceLifted(notice));
        }

        store.Signal();
    }
}
