using System.Data.Common;
using System.Runtime.CompilerServices;
using RoutingData.Connecting;
using RoutingData.Counting;
using RoutingData.Diagnostics;
using RoutingData.Execution.Hedging;
using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;
using RoutingData.Plans;
using RoutingData.Pools;
using RoutingData.Recovery;
using RoutingData.Routing;
using RoutingData.Sessions;
using RoutingData.Statements;
using RoutingData.Telemetry;

namespace RoutingData.Execution;

/// <summary>
/// Runs statements under one plan, each on the right backend connection. When all is well that is all it does; a failure is put to
/// <see cref="FailureJudge"/>, whose verdict it carries out.
/// </summary>
internal sealed class StatementRunner(
    RoutingPlan plan, TopologyMonitor monitor, TimeProvider timeProvider, RoutingLog log, RoutingMetrics metrics, SourceCounts counts,
    OperationTelemetry telemetry, PinnedSessions pinned, OutcomeMarkers markers)
{
    // MariaDB refuses writes a moment before @@read_only is 1: a server that has just refused one is asked more than once.
    private const int ProbesOfRefusal = 5;
    private static readonly TimeSpan BetweenProbesOfRefusal = TimeSpan.FromMilliseconds(20);

    private readonly bool _isCounting = plan.Configuration.Telemetry.Statistics;
    private readonly Hedges? _hedges = plan.Connector.LateReads is { } late ? new Hedges(late, metrics, timeProvider) : null;
    private readonly bool _isTimingReaders = plan.Connector.Readers.IsTimed;

    /// <summary>What it runs statements under.</summary>
    public RoutingPlan Plan => plan;

    public TimeProvider TimeProvider => timeProvider;

    /// <summary>The markers that writes leave, so that their outcomes can be resolved.</summary>
    public OutcomeMarkers Markers => markers;

    public OperationTelemetry Telemetry => telemetry;

    /// <summary>Returns an execution that something watches begins.</summary>
    /// <param name="session">Its session.</param>
    /// <param name="route">Its route.</param>
    /// <param name="statements">How many commands it is.</param>
    public WatchedOperation Watch(RoutingSession session, Route route, int statements = 1) => telemetry.Begin(
        route, session.Routing.Decide(plan, route),
        new OperationFacts(session.DatabaseIn(plan), monitor.Current, statements, plan.Configuration.Telemetry.QueryText));

    /// <summary>It has ended.</summary>
    /// <param name="watched">What <see cref="Watch"/> returned.</param>
    /// <param name="session">Its session.</param>
    /// <param name="server">Where it ran in the end; null if it ran nowhere.</param>
    public void Unwatch(WatchedOperation watched, RoutingSession session, ServerAddress? server)
    {
        watched.Ended(server);
        pinned.Note(session);
    }

    /// <summary>Runs a statement to its end: allocates nothing while all is well.</summary>
    /// <param name="async">Whether to await, or to do everything on this thread.</param>
    /// <param name="session">The session it belongs to.</param>
    /// <param name="route">Its route.</param>
    /// <param name="timeout">How long it may wait for a server in all.</param>
    /// <param name="operation">What to do.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<T> RunAsync<T, TOperation>(
        bool async, RoutingSession session, Route route, TimeSpan timeout, TOperation operation, CancellationToken cancellationToken)
        where TOperation : struct, IBackendOperation<T>
    {
        var begun = timeProvider.GetTimestamp();
        StatementAttempt? attempt = null;
        var isAnswered = false;
        session.Enter();
        try
        {
            while (true)
            {
                var backend = attempt is null ? session.Routing.FindReady(plan, route) : null;
                if (backend is null)
                {
                    attempt ??= NewAttempt(route, begun, timeout, operation.Execution);
                    backend = await session.Routing.RentAsync(async, plan, route, attempt, cancellationToken).ConfigureAwait(false);
                }

                if (session.IsKept) metrics.KeptOnWriter();
                // Not every driver looks at the token before it sends.
                cancellationToken.ThrowIfCancellationRequested();
                var isRepeatable = route.IsRepeatable || !TOperation.IsExecution;
                var mayEnd = isRepeatable && !session.IsTied;
                backend.Begin(mayEnd);
                var isTimed = _isTimingReaders && TOperation.IsExecution && !session.IsKept && route.Decision.Target == RouteTarget.Reader;
                var sent = isTimed ? timeProvider.GetTimestamp() : 0;
                try
                {
                    T result;
                    if (async && _hedges is not null && operation is IHedgeable<T> && Hedges.MayBeSentTwice(session, route, backend))
                    {
                        (result, backend, sent) = await _hedges.RunAsync<T, TOperation>(
                            plan, session, route, backend, operation, timeout, cancellationToken).ConfigureAwait(false);
                    }
                    else
                    {
                        result = async
                            ? await backend.UntilTerminated(operation.RunAsync(backend, cancellationToken)).ConfigureAwait(false)
                            : operation.Run(backend);
                    }

                    // Ended at the very moment it came back: data may have been cut with the connection; a write's count stands.
                    if (!backend.Finish() && (mayEnd || TOperation.BringsData))
                    {
                        // Under an open reader the driver's command can run nowhere else.
                        if (result is DbDataReader reader && backend.HasSocket) await CloseAsync(async, reader).ConfigureAwait(false);
                        throw new IOException($"{backend.Server} does not answer its probe.");
                    }

                    if (isTimed) backend.Pool.Record.NoteAnswer(sent);
                    if (TOperation.IsExecution && TOperation.RunsToItsEnd) session.Results.Remember(route, backend);
                    var completed = TOperation.Completed(session, backend, route, result);
                    if (TOperation.IsExecution)
                    {
                        session.Freshness.NoteAnswer(plan, route);
                        isAnswered = true;
                        Count(session, route, backend, begun, typeof(T) == typeof(int) ? (int)(object)result! : 0);
                    }

                    return completed;
                }
                catch (Exception exception)
                {
                    backend.Finish();
                    if (isTimed) backend.Pool.Record.NoteLate(sent);
                    if (TOperation.IsExecution && _isCounting) backend.Pool.Instruments.Counters.AddError();
                    attempt ??= NewAttempt(route, begun, timeout, operation.Execution);
                    var failure = new StatementFailure(session, route, backend, attempt, isRepeatable, exception, cancellationToken)
                    {
                        IsMarked = TOperation.IsMarked,
                    };
                    if (!await IsToBeRunAgainAsync(async, failure, cancellationToken).ConfigureAwait(false)) throw;
                    route = failure.Route;
                }
            }
        }
        finally
        {
            session.Leave();
            if (TOperation.IsExecution && _isCounting && !isAnswered) route.Counted?.Counters.AddError();
        }
    }

    /// <summary>Logs what a rule's author asked to be logged.</summary>
    public void LogRuleMatch(Route route)
    {
        if (route.Rules.Log == true) log.RuleMatched(route.Rules.RuleId, route.Decision.Hostgroup, route.Decision.Reason);
        if (route.Rules.TimedOutRuleId is { } late) log.RuleTimedOut(late);
    }

    private void Count(RoutingSession session, Route route, BackendConnection backend, long begun, int rows)
    {
        if (route.MayWrite && counts.Failovers.AwaitsWrite(backend.Server) && route.Traits.Target == StatementTarget.Writer &&
            (route.Traits.Transaction & TransactionEffects.SaysSo) == 0)
        {
            counts.NoteWrite(backend.Server);
        }

        if (!_isCounting || route.Counted is not { } counted) return;
        var (counters, stripe) = (counted.Counters, Stripe.Of(backend.Number));
        backend.Answered++;
        if (SourceCounts.IsTimed(counters.Add(stripe, PlaceOf(session, route, backend)))) Time(counted, backend, begun);
        if (rows > 0) counters.AddRows(stripe, rows);
    }

    private void Time(CountedStatement counted, BackendConnection backend, long begun)
    {
        counts.Time(counted, backend.Pool.Instruments.Counters, begun);
        backend.Pool.Instruments.TakeCount(backend);
    }

    private static StatementPlace PlaceOf(RoutingSession session, Route route, BackendConnection backend) => route.Decision.Target switch
    {
        _ when session.IsKept => StatementPlace.KeptOnWriter,
        RouteTarget.Reader when backend.Serves == route.Decision.Hostgroup => StatementPlace.Reader,
        RouteTarget.Writer => StatementPlace.Writer,
        _ => StatementPlace.Session,
    };

    // Its socket has been shut down: what is left of it ends at once.
    private static async ValueTask CloseAsync(bool async, DbDataReader reader)
    {
        try
        {
            if (async) await reader.DisposeAsync().ConfigureAwait(false);
            else reader.Dispose();
        }
        catch (Exception)
        {
            // The caller of this reports the end of the connection.
        }
    }

    private StatementAttempt NewAttempt(Route route, long begun, TimeSpan timeout, IExecution? execution) =>
        new(timeProvider, begun, timeout, route.Rules.Retries ?? plan.Configuration.Failover.QueryRetriesOnFailure, execution);

    private async ValueTask<bool> IsToBeRunAgainAsync(bool async, StatementFailure failure, CancellationToken cancellationToken)
    {
        var facts = failure.Facts();
        if ((facts.MayBeShutdown || facts.SaidGoodbye) && !facts.IsCancelled)
        {
            var isLost = !await failure.AnswersAsync(async, cancellationToken).ConfigureAwait(false);
            facts = facts with { ConnectionLost = isLost, CameTooLate = facts.CameTooLate && isLost };
        }

        if (_isTimingReaders && failure.Route.Decision.Target == RouteTarget.Reader && !facts.IsCancelled &&
            (facts.ConnectionLost || DriverError.IsTimeOver(failure.Exception)))
            failure.Backend.Pool.Record.CountFailure();
        var verdict = FailureJudge.Judge(facts);
        var wasEnded = failure.Backend.IsTerminated;
        if (facts.ConnectionLost) failure.DetachConnection(monitor);
        else failure.Session.Results.RememberFailure(failure.Route, failure.Backend, failure.Exception);
        if (failure.Route.MayWrite) failure.Session.Freshness.NoteAnswer(plan, failure.Route);
        // Where it cannot be made sure it may be code that signalled the number.
        if (KnownOutcome.IsVictim(facts, failure.Exception) && !await failure.RollBackAsync(async).ConfigureAwait(false))
            facts = facts with { CallsUnknownCode = true };
        failure.Annotate(facts, verdict);

        switch (verdict)
        {
            // The driver still holds the command: it cannot run anywhere else.
            case FailureVerdict.RunElsewhere when failure.Backend.IsLeftBehind:
                throw failure.Ended();
            case FailureVerdict.RunElsewhere:
                failure.Attempt.CountQueryRetry();
                metrics.RunElsewhere(failure.Backend.Server);
                log.RunElsewhere(failure.Backend.Server, failure.Backend.Serves, failure.Exception);
                return true;
            case FailureVerdict.RunAgain:
                SpanEvents.Retried(
                    failure.Backend.Server, DriverError.ServerNumber(failure.Exception) == DriverError.NotPrepared ? "not_prepared" : "closed_idle");
                log.RunAgain(failure.Backend.Server, failure.Backend.Serves);
                return true;
            case FailureVerdict.RunOnWriter:
                metrics.ReaderRefused(failure.Backend.Server);
                log.ReaderRefused(failure.Backend.Server, failure.Backend.Serves);
                failure.Route = plan.Router.RerouteToWriter(failure.Route);
                return true;
            case FailureVerdict.ConfirmReadOnly:
                return await IsReadOnlyAsync(async, failure, cancellationToken).ConfigureAwait(false);
            case FailureVerdict.Rethrow when wasEnded && !facts.IsCancelled:
                throw failure.Ended();
            // What is bound to its server cannot be moved, but the session's next transaction must find the new writer (D30).
            case FailureVerdict.Rethrow when facts is { RefusedAsReadOnly: true, ConnectionLost: false, IsCancelled: false }:
                var isReadOnly = await ProbeAsync(async, failure.Backend.Server, failure.Attempt.Left, cancellationToken).ConfigureAwait(false) is not null;
                if (isReadOnly) failure.GiveUpTransaction();
                return false;
            case FailureVerdict.OutcomeUnknown:
                metrics.OutcomeUnknown(failure.Backend.Server);
                log.OutcomeUnknown(failure.Backend.Server, failure.Backend.Serves, failure.Exception);
                throw failure.OutcomeUnknown();
            // Who sent the marker asks for it, and tells what remains unknown.
            case FailureVerdict.ResolveOutcome:
                throw failure.OutcomeUnknown();
            case FailureVerdict.RolledBack or FailureVerdict.StateLost:
                metrics.StateLost(failure.Backend.Server);
                log.StateLost(failure.Backend.Server, failure.Backend.Serves, failure.Exception);
                throw failure.StateLost();
            default:
                return false;
        }
    }

    /// <summary>Waits for a probe begun now: 1290 has other causes than read_only, and only a probe can find out which.</summary>
    /// <param name="async">Whether to await, or to block this thread.</param>
    /// <param name="server">The server that refused a write.</param>
    /// <param name="timeout">How long to wait at most.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    /// <returns>The server and the mark when it is read-only; null when it is not, or did not answer in time.</returns>
    public async ValueTask<FailedServer?> ProbeAsync(
        bool async, ServerAddress server, TimeSpan timeout, CancellationToken cancellationToken)
    {
        bool IsReadOnly(TopologySnapshot topology) => topology.Find(server) is { WritableSince: null };
        try
        {
            for (var probes = 1; ; probes++)
            {
                var mark = monitor.ReportFailure(server);
                bool WasProbed(TopologySnapshot topology) => topology.WasProbedSince(server, mark);
                var topology = await monitor.WaitAsync(async, WasProbed, timeout, cancellationToken).ConfigureAwait(false);
                if (topology is null) return null;
                if (IsReadOnly(topology)) return new FailedServer(server, mark);
                if (probes == ProbesOfRefusal) return null;

                await monitor.WaitAsync(async, IsReadOnly, BetweenProbesOfRefusal, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (ObjectDisposedException) when (monitor.IsStopped)
        {
            // The server's refusal says more to the caller than the end of the data source.
            return null;
        }
    }

    private async ValueTask<bool> IsReadOnlyAsync(bool async, StatementFailure failure, CancellationToken cancellationToken)
    {
        if (await ProbeAsync(async, failure.Backend.Server, failure.Attempt.Left, cancellationToken)
            .ConfigureAwait(false) is not { } refused)
        {
            return false;
        }

        SpanEvents.Retried(failure.Backend.Server, "read_only");
        log.Refused(failure.Backend.Server, failure.Backend.Serves);
        failure.Session.DetachBroken(failure.Backend);
        failure.Attempt.NoteFailure(refused);
        return true;
    }
}
