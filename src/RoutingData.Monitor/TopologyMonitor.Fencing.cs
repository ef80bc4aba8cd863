namespace RoutingData.Monitor;

/// <content>The application's word before a promoted server gets its first statement.</content>
internal sealed partial class TopologyMonitor
{
    private static readonly TimeSpan BetweenFenceCalls = TimeSpan.FromSeconds(1);

    private void Begin(PromotionNotice notice) => _ = _execution.Run(() => FenceAsync(notice, _ending.Token));

    // The fence of the definition in force is called, whichever that is by then; of a call under way the word counts, for it has been given.
    private async Task FenceAsync(PromotionNotice notice, CancellationToken cancellationToken)
    {
        while (Current is { Definition.PromotionFence: { } fence } topology && topology.IsFenced(notice) &&
            !cancellationToken.IsCancellationRequested)
        {
            try
            {
                await CallAsync(fence, notice, cancellationToken).ConfigureAwait(true);
                Lift(notice);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested && Current.IsFenced(notice))
            {
                _announcements.Add(log => MonitorLog.FenceFailed(log, notice.NewWriter, exception));
                await Task.Delay(BetweenFenceCalls, _execution.Time, cancellationToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            }
            catch (Exception)
            {
                // Its word is not waited for any more.
            }
        }
    }

    private async Task CallAsync(
        Func<PromotionNotice, CancellationToken, Task> fence, PromotionNotice notice, CancellationToken cancellationToken)
    {
        var called = new TaskCompletionSource<Task>(TaskCreationOptions.RunContinuationsAsynchronously);
        _execution.RunApart(() =>
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
        lock (_gate)
        {
            if (Current.IsFenced(notice)) Become(Current.WithFenceLifted(notice));
        }

        _observed.Raise();
    }

    private void TellOfFence(TopologySnapshot before, TopologyDefinition next)
    {
        if (!before.Definition.FencesPromotions || next.FencesPromotions) return;
        var waiting = before.Pairs.Count(pair => pair.FencedFrom is not null);
        _announcements.Add(log => MonitorLog.FenceDropped(log, waiting));
    }
}
