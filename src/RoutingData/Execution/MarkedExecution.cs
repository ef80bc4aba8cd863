using System.Data.Common;
using RoutingData.Counting;
using RoutingData.Markers;
using RoutingData.Monitor.Drivers;
using RoutingData.Recovery;
using RoutingData.Routing;
using RoutingData.Sessions;

namespace RoutingData.Execution;

/// <summary>
/// Runs a statement exactly once, if it can carry a marker: where its answer is lost, the next writer is asked for the marker. Anything else
/// runs as it always does.
/// </summary>
internal static class MarkedExecution
{
    // What takes its server down each time must not take all of them down.
    private const int MostRuns = 6;

    /// <param name="async">Whether to await.</param>
    /// <param name="command">The command.</param>
    /// <param name="runner">Runs it.</param>
    /// <param name="session">Its session.</param>
    /// <param name="route">Its route.</param>
    /// <param name="timeout">Seconds it may take in all; 0 sets no bound but that on waiting for a writer.</param>
    /// <param name="operation">What is executed.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    public static async ValueTask<T> RunAsync<T, TOperation>(
        bool async, IRoutedCommand command, StatementRunner runner, RoutingSession session, Route route, int timeout,
        TOperation operation, CancellationToken cancellationToken)
        where TOperation : struct, IBackendOperation<T>
    {
        var (plan, markers, clock) = (runner.Plan, runner.Markers, runner.TimeProvider);
        var wait = plan.WaitTimeoutFor(timeout);
        ThrowIfAsksOfMarked(session, route);
        var text = command.TextToSend;
        var modes = session.State.SqlModes;
        var length = 0;
        var obstacle = MarkerCoverage.Obstacle(plan, session, route);
        var form = TOperation.CanBeHeld && obstacle is null ? MarkerCoverage.FormOf(text, route, modes, out length) : MarkerForm.None;
        if (form == MarkerForm.None) return await RunPlainAsync(obstacle ?? MarkerCoverage.NotOne).ConfigureAwait(false);

        // Of what brings rows the rows must be here before it is committed.
        var held = form == MarkerForm.InText && TOperation.CanBeMarked ? null : new HeldRun<T>();
        var runs = 0;
        var begun = Moment.Of(clock);
        var ground = await markers.GroundAsync(async, runner, session, wait, again: false, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            if (MarkerCoverage.WhyNot(text, modes, ground) is { } why) return await RunPlainAsync(why).ConfigureAwait(false);

            var (id, sentAt) = (markers.NextId(), Moment.Of(clock));
            var table = plan.Configuration.MarkerTable!;
            TimeSpan SinceSent() => Moment.Of(clock).Steady - sentAt.Steady;
            session.IsMarked = true;
            try
            {
                return held is null
                    ? await runner.RunAsync<T, MarkedOperation<T, TOperation>>(
                        async, session, route, wait, new(operation, command, text, table.Marked(text.AsSpan(0, length), id)), cancellationToken).ConfigureAwait(false)
                    : await runner.RunAsync<T, HeldOperation<T, TOperation>>(
                        async, session, route, wait, new(operation, command, text, table, id, held), cancellationToken).ConfigureAwait(false);
            }
            catch (DbException failed) when (failed is RoutingDbException { Outcome: StatementOutcome.Unknown } || DriverError.LeavesCommitOpen(failed))
            {
                var lost = failed as RoutingDbException ?? CommitFailure.LeftOpen(command.LastServer, route.Decision.Hostgroup, failed);
                var until = timeout > 0 ? TimeSpan.FromSeconds(timeout) - (sentAt.Steady - begun.Steady) : wait + SinceSent();
                // No COMMIT was sent: it went down with its connection, and there is nothing to ask.
                var (server, reading) = held is { IsCommitSent: false }
                    ? (lost.Server, new MarkerReading(MarkerState.Inserted))
                    : await new OutcomeResolution(runner, session, id, sentAt, command).ResolveAsync(async, until, cancellationToken).ConfigureAwait(false);
                var mayRunAgain = ++runs < MostRuns && SinceSent() < until && !cancellationToken.IsCancellationRequested &&
                    !command.IsCancelled && !command.IsLeftBehind;
                switch (ResolutionJudge.Judge(reading.State, isTransaction: false, mayHaveCommitted: false, mayRunAgain))
                {
                    case Resolution.Succeed:
                        markers.NoteResolved(server!.Value, "committed");
                        return held is null ? TOperation.Of(reading) : held.Result;
                    case Resolution.RunAgain:
                        markers.NoteResolved(server!.Value, "run_again");
                        break;
                    case Resolution.NotExecuted:
                        markers.NoteResolved(server!.Value, "not_executed");
                        throw NotExecuted(lost);
                    default:
                        markers.NoteUnknown(lost);
                        throw;
                }
            }
            catch (DbException exception) when (plan.Configuration.MarkerTable!.MayBeMeant(DriverError.ServerNumber(exception), exception.Message))
            {
                // Its transaction is rolled back, and if it is not the table of markers that is meant, the error is the statement's own.
                ground = await markers.GroundAsync(async, runner, session, wait, again: true, cancellationToken).ConfigureAwait(false);
                if (ground.IsGood && !MarkerCoverage.IsUnsafe(text, modes, ground)) throw;
            }
        }

        async ValueTask<T> RunPlainAsync(string why)
        {
            session.IsMarked = false;
            try
            {
                return await runner.RunAsync<T, TOperation>(async, session, route, wait, operation, cancellationToken).ConfigureAwait(false);
            }
            catch (RoutingDbException unknown) when (unknown.Outcome == StatementOutcome.Unknown)
            {
                unknown.Data[MarkerCoverage.WhyKey] = why;
                throw;
            }
        }
    }

    // Between the statement and the question there was the marker, and a COMMIT.
    private static void ThrowIfAsksOfMarked(RoutingSession session, Route route)
    {
        if (!session.IsMarked || !route.Traits.FollowsPreviousStatement || session.IsTied) return;
        throw new InvalidOperationException(
            "ROW_COUNT(), FOUND_ROWS(), warnings and the like of the statement before are gone: it ran exactly once, in a transaction with its marker. " +
            "Ask in the same text, or use the number of rows that its execution returned.");
    }

    private static RoutingDbException NotExecuted(RoutingDbException lost) => new(
        "The statement was sent and had no sure answer. The next writer says that it was not executed, and it cannot be any more; it was not " +
        "run again, for want of time or because the driver still holds the command.",
        StatementOutcome.NotExecuted, isTransient: true, lost)
    {
        Server = lost.Server,
        Hostgroup = lost.Hostgroup,
    };
}
