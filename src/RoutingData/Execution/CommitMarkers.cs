using System.Data;
using RoutingData.Counting;
using RoutingData.Pools;
using RoutingData.Recovery;
using RoutingData.Routing;
using RoutingData.Sessions;

namespace RoutingData.Execution;

/// <summary>Gives the COMMIT of a transaction a marker, and asks for it where the COMMIT's answer is lost.</summary>
internal static class CommitMarkers
{
    /// <summary>What makes a transaction whose COMMIT goes with a marker, or why none can; neither where nothing asks for it.</summary>
    public static async ValueTask<(Func<BackendConnection, TextTransaction>? Begin, string? WhyNot)> FindAsync(
        bool async, StatementRunner runner, RoutingSession session, RouteHint hint, IsolationLevel isolationLevel, CancellationToken cancellationToken)
    {
        var (configuration, markers) = (runner.Plan.Configuration, runner.Markers);
        if (configuration.Failover.UnknownOutcome != UnknownOutcome.Resolve && !hint.ExactlyOnce) return default;
        // Whose state is lost with the connection is told so, whatever became of the transaction.
        if (session.IsTied) return (null, "the session was tied to its connection before the transaction began");
        var ground = await markers.GroundAsync(
            async, runner, session, runner.Plan.WaitTimeoutFor(commandTimeout: 0), again: false, cancellationToken).ConfigureAwait(false);
        return ground.IsGood && configuration.MarkerTable is { } table
            ? (backend => new TextTransaction(backend, isolationLevel, table, markers.NextId()), null)
            : (null, MarkerCoverage.WhyNot(ground));
    }

    /// <summary>Comes back if the transaction is committed after all.</summary>
    /// <param name="async">Whether to await.</param>
    /// <param name="runner">Runs the questions.</param>
    /// <param name="session">The session, which is out of the transaction.</param>
    /// <param name="marker">The marker.</param>
    /// <param name="sentAt">When the COMMIT was sent.</param>
    /// <param name="mayHaveCommitted">Whether part of the transaction may have been committed before.</param>
    /// <param name="unknown">What the caller gets if nothing comes to be known.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    /// <exception cref="RoutingDbException">It is not committed, or that is not known.</exception>
    public static async ValueTask ResolveAsync(
        bool async, StatementRunner runner, RoutingSession session, string marker, Moment sentAt, bool mayHaveCommitted, RoutingDbException unknown,
        CancellationToken cancellationToken)
    {
        var until = Moment.Of(runner.TimeProvider).Steady - sentAt.Steady + runner.Plan.WaitTimeoutFor(commandTimeout: 0);
        var (server, reading) = await new OutcomeResolution(runner, session, marker, sentAt).ResolveAsync(async, until, cancellationToken)
            .ConfigureAwait(false);
        switch (ResolutionJudge.Judge(reading.State, isTransaction: true, mayHaveCommitted, mayRunAgain: false))
        {
            case Resolution.Succeed:
                runner.Markers.NoteResolved(server!.Value, "committed");
                return;
            case Resolution.RolledBack:
                runner.Markers.NoteResolved(server!.Value, "rolled_back");
                throw CommitFailure.RolledBack(unknown);
            default:
                runner.Markers.NoteUnknown(unknown);
                throw unknown;
        }
    }
}
