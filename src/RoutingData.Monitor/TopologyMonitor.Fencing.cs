namespace RoutingData.Monitor;

/// <content>The application's word before a promoted server gets its first statement (D38).</content>
public sealed partial class TopologyMonitor
{
    private static readonly TimeSpan BetweenFenceCalls = TimeSpan.FromSeconds(1);

    private void Begin(PromotionNotice notice)
    {
        using (ExecutionContext.SuppressFlow()) _ = Task.Run(() => FenceAsync(notice, _ending.Token));
    }

    private async Task FenceAsync(PromotionNotice notice, CancellationToken cancellationToken)
    {
        while (Current.IsFenced(notice) && !cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (PromotionFence is not null) await PromotionFence(notice, cancellationToken).ConfigureAwait(false);
                Lift(notice);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                MonitorLog.FenceFailed(_logger, notice.NewWriter, exception);
                await Task.Delay(BetweenFenceCalls, _timeProvider, cancellationToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Lift(PromotionNotice notice)
    {
        lock (_gate)
        {
            if (Current.IsFenced(notice)) Become(Current.WithFenceLifted(notice));
        }

        _observed.Raise();
    }
}
