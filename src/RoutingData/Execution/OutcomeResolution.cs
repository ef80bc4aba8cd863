using System.Data.Common;
using RoutingData.Connecting;
using RoutingData.Counting;
using RoutingData.Markers;
using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;
using RoutingData.Sessions;

namespace RoutingData.Execution;

/// <summary>Asks the settled writer for a marker until it answers, or the caller's time is over.</summary>
/// <param name="runner">Runs the questions, each on the writer of that moment.</param>
/// <param name="session">The caller's.</param>
/// <param name="id">The marker.</param>
/// <param name="sentAt">When it was sent, by the clock.</param>
/// <param name="execution">The command whose Cancel ends the questions; null for a COMMIT.</param>
internal readonly struct OutcomeResolution(
    StatementRunner runner, RoutingSession session, string id, Moment sentAt, IExecution? execution = null)
{
    private const long PauseMs = 20;

    /// <param name="async">Whether to await.</param>
    /// <param name="until">How long it may take, from when the marker was sent.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    public async ValueTask<(ServerAddress? Server, MarkerReading Reading)> ResolveAsync(
        bool async, TimeSpan until, CancellationToken cancellationToken)
    {
        var (plan, clock) = (runner.Plan, runner.TimeProvider);
        if (plan.Configuration.MarkerTable is not { } table) return (null, new MarkerReading(MarkerState.NoAnswer));
        var most = plan.WaitTimeoutFor(commandTimeout: 0);
        var lastWrite = session.Affinity.LastWrite;
        while (true)
        {
            var left = until - (Moment.Of(clock).Steady - sentAt.Steady);
            if (left <= TimeSpan.Zero || cancellationToken.IsCancellationRequested || execution is { IsCancelled: true }) return (null, new MarkerReading(MarkerState.NoAnswer));
            try
            {
                var answer = await runner.RunAsync<(ServerAddress, MarkerReading), FenceOperation>(
                    async, session, plan.Router.Marker, left < most ? left : most, new FenceOperation(table, id, runner.Markers.NextId(), left, execution),
                    cancellationToken).ConfigureAwait(false);
                // Committed, the write counts as one of the connection that says so, which has its key.
                if (answer.Item2.State == MarkerState.Committed) return answer;
                session.Affinity.TakeBackWrite(lastWrite);
                return IsTooOld(Moment.Of(clock)) ? (null, new MarkerReading(MarkerState.Expired)) : answer;
            }
            catch (DbException exception) when (IsOfTable(exception, out var state))
            {
                return (null, new MarkerReading(state));
            }
            catch (DbException)
            {
                // No writer yet, or it is lost again, or the original still holds its marker's row.
            }
            catch (Exception exception) when (exception is OperationCanceledException || DriverError.IsConnectionLost(exception))
            {
                // The same; a caller that has given up is seen above.
            }

            session.Affinity.TakeBackWrite(lastWrite);
            if (session.Lost is not null) return (null, new MarkerReading(MarkerState.NoAnswer));
            await RuleEffects.DelayAsync(async, PauseMs, clock, CancellationToken.None).ConfigureAwait(false);
        }
    }

    // Whether the marker may have been deleted before its fence was left. The servers' clocks need not agree: half of the time is left to them. And a steady
    // clock stands still while its machine sleeps.
    private bool IsTooOld(Moment now) =>
        Math.Max((now.Steady - sentAt.Steady).TotalMilliseconds, (now.Utc - sentAt.Utc).TotalMilliseconds) > runner.Plan.Configuration.Failover.MarkerRetentionMs / 2.0;

    private static bool IsOfTable(DbException exception, out MarkerState state)
    {
        var defect = MarkerDefects.OfError(DriverError.ServerNumber(exception));
        state = defect == MarkerDefect.NoTable ? MarkerState.TableMissing : MarkerState.Unusable;
        return defect != MarkerDefect.None;
    }
}
