using System.Data.Common;
using RoutingData.Connecting;
using RoutingData.Counting;
using RoutingData.Diagnostics;
using RoutingData.Plans;
using RoutingData.Pools;
using RoutingData.Routing;
using RoutingData.Sessions;

namespace RoutingData.Execution.Hedging;

/// <summary>Sends a read that is late to a second reader and takes the first answer, within a budget.</summary>
internal sealed class Hedges(HedgingOptions options, HedgeCounters counters, RoutingMetrics metrics, TimeProvider timeProvider)
{
    private readonly HedgeBudget _budget = new(options.MaxPercent);
    private double _quantile;

    /// <summary>Whether the options have any read sent twice.</summary>
    public static bool AreOn(HedgingOptions options) => options.AfterMs > 0 || options.Percentile > 0;

    /// <summary>Whether other options come to the same.</summary>
    public bool IsOf(HedgingOptions other) =>
        (options.AfterMs, options.Percentile, options.MaxPercent) == (other.AfterMs, other.Percentile, other.MaxPercent);

    /// <summary>Whether a read may be sent twice, as far as it, its session and its connection go.</summary>
    public static bool MayBeSentTwice(RoutingSession session, Route route, BackendConnection backend) =>
        route is { IsRepeatable: true, Decision.Target: RouteTarget.Reader, Traits: { IsPlainRead: true, StatementCount: 1 } } &&
        !session.IsTied && !session.IsKept && session.State is { SettingsVersion: 0, Database: null } &&
        // The connection that loses is ended by its socket. One that the session still needs must not lose.
        backend.EndsByCut && backend != session.Affinity.Holder && backend != session.Affinity.LastWrite;

    /// <summary>Runs a read to the first answer.</summary>
    /// <param name="plan">What it runs under.</param>
    /// <param name="session">Its session, which no other thread uses meanwhile.</param>
    /// <param name="route">Its route.</param>
    /// <param name="backend">The connection on which it has begun.</param>
    /// <param name="operation">What to do.</param>
    /// <param name="timeout">How long the second one may wait for a connection.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    public async ValueTask<HedgedAnswer<T>> RunAsync<T, TOperation>(
        RoutingPlan plan, RoutingSession session, Route route, BackendConnection backend, TOperation operation, TimeSpan timeout,
        CancellationToken cancellationToken)
        where TOperation : struct, IBackendOperation<T>
    {
        _budget.NoteRead();
        counters.AddRead();
        var sent = timeProvider.GetTimestamp();
        var first = backend.UntilTerminated(operation.RunAsync(backend, cancellationToken));
        if (!first.IsCompleted)
        {
            await ((Task)first).WaitAsync(Delay, timeProvider, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!first.IsCompleted && TryBegin<T, TOperation>(plan, session, route, backend, operation, timeout) is { } second)
            {
                await Task.WhenAny(first, second.Running).ConfigureAwait(false);
                // The first one's failure is judged as any; its answer is the nearer one where both have come.
                if (!first.IsCompleted && second.Running.Result && second.Read.TryTake() is { } taken)
                    return await MoveAsync(plan, session, route, backend, first, sent, second.Hedgeable, taken, second.Read.Sent).ConfigureAwait(false);
                second.Read.Leave();
            }
        }

        var result = await first.ConfigureAwait(false);
        NoteAnswer(sent);
        return new HedgedAnswer<T>(result, backend, sent);
    }

    private TimeSpan Delay => TimeSpan.FromMilliseconds(Math.Max(Math.Max(options.AfterMs, 1), Volatile.Read(ref _quantile)));

    private (SecondRead<T> Read, Task<bool> Running, IHedgeable<T> Hedgeable)? TryBegin<T, TOperation>(
        RoutingPlan plan, RoutingSession session, Route route, BackendConnection backend, TOperation operation, TimeSpan timeout)
    {
        if (session.Routing.FindBeside(plan, route, backend) is not { } other) return null;
        if (operation is not IHedgeable<T> hedgeable || hedgeable.Copy() is not { } copy) return null;
        if (!_budget.TrySpend())
        {
            counters.AddRefused();
            return null;
        }

        counters.AddSent();
        var read = new SecondRead<T>(hedgeable, copy, timeProvider);
        var attempt = new StatementAttempt(timeProvider, timeProvider.GetTimestamp(), timeout, queryRetries: 0);
        return (read, read.RunAsync(plan.Connector, session, backend.Serves, other.Address, attempt), hedgeable);
    }

    // The second one has answered. The driver's command is still at work on the first one's connection, and is the caller's again as soon as that has ended.
    private async ValueTask<HedgedAnswer<T>> MoveAsync<T>(
        RoutingPlan plan, RoutingSession session, Route route, BackendConnection loser, Task<T> first, long sent, IHedgeable<T> operation,
        (T Answer, BackendConnection Backend) taken, long sentThere)
    {
        counters.AddWon();
        metrics.Hedged(taken.Backend.Server);
        loser.Pool.Latency.NoteFailure(sent);
        loser.Terminate();
        await ((Task)first).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (first.IsCompletedSuccessfully && first.Result is DbDataReader reader)
            await reader.DisposeAsync().AsTask().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        loser.Finish();
        session.Routing.MoveTo(plan, route, loser, taken.Backend);
        operation.NoteCopyRanOn(taken.Backend);
        NoteAnswer(sent);
        return new HedgedAnswer<T>(taken.Answer, taken.Backend, sentThere);
    }

    private void NoteAnswer(long sent)
    {
        if (options.Percentile == 0) return;
        var took = timeProvider.GetElapsedTime(sent).TotalMilliseconds;
        var next = new QuantileEstimate(Volatile.Read(ref _quantile)).After(took, options.Percentile / 100.0);
        Volatile.Write(ref _quantile, next.Milliseconds);
    }
}
