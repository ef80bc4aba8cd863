using System.Data.Common;
using RoutingData.Connecting;
using RoutingData.Connecting.Hedging;
using RoutingData.Diagnostics;
using RoutingData.Plans;
using RoutingData.Pools;
using RoutingData.Routing;
using RoutingData.Sessions;

namespace RoutingData.Execution.Hedging;

/// <summary>Sends a read that is late to a second reader and takes the first answer.</summary>
internal sealed class Hedges(LateReads late, RoutingMetrics metrics, TimeProvider timeProvider)
{
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
        late.NoteRead();
        var sent = timeProvider.GetTimestamp();
        var first = backend.UntilTerminated(operation.RunAsync(backend, cancellationToken));
        if (await late.IsLateAsync(first).ConfigureAwait(false) &&
            await RunSecondAsync<T, TOperation>(plan, session, route, backend, operation, first, timeout, cancellationToken).ConfigureAwait(false) is { } sooner)
        {
            await EndAsync(session, backend, first, sent).ConfigureAwait(false);
            session.Routing.MoveTo(plan, route, backend, sooner.Backend);
            late.NoteAnswer(sent);
            return sooner;
        }

        var result = await first.ConfigureAwait(false);
        late.NoteAnswer(sent);
        return new HedgedAnswer<T>(result, backend, sent);
    }

    // Null where it is the first one that counts.
    private async ValueTask<HedgedAnswer<T>?> RunSecondAsync<T, TOperation>(
        RoutingPlan plan, RoutingSession session, Route route, BackendConnection backend, TOperation operation, Task<T> first, TimeSpan timeout,
        CancellationToken cancellationToken)
        where TOperation : struct, IBackendOperation<T>
    {
        var attempt = new StatementAttempt(timeProvider, timeProvider.GetTimestamp(), timeout, queryRetries: 0, operation.Execution);
        SecondRead<T>? read = null;
        try
        {
            if (await FirstOfTwo.SecondIfSoonerAsync(first, Begin, static unwanted => unwanted.EndAsync()).ConfigureAwait(false) is not { } answered) return null;
            answered.Take();
            return answered.Answer;
        }
        finally
        {
            read?.Leave();
            attempt.EndWaiting();
        }

        Task<SecondRead<T>?>? Begin()
        {
            var gaveUp = plan.Connector.Waiting(attempt, cancellationToken);
            if (operation is not IHedgeable<T> hedgeable || hedgeable.Copy() is not { } copy) return null;
            if (session.Routing.TryReserveBeside(late, plan, route, backend) is not { } pool) return null;
            read = new SecondRead<T>(hedgeable, copy, late.Counters, timeProvider);
            return read.RunAsync(plan.Connector, session, pool, backend.Serves, attempt, gaveUp);
        }
    }

    // The second one has answered. The driver's command is still at work on the first one's connection, and is the caller's again as soon as that has ended.
    private async ValueTask EndAsync<T>(RoutingSession session, BackendConnection loser, Task<T> first, long sent)
    {
        late.Counters.AddWon();
        metrics.Hedged(loser.Server);
        loser.Pool.Record.NoteBeaten(sent);
        loser.Terminate();
        await ((Task)first).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (first.IsCompletedSuccessfully && await first.ConfigureAwait(false) is DbDataReader reader)
            await reader.DisposeAsync().AsTask().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        loser.Finish();
        session.Detach(loser);
    }
}
