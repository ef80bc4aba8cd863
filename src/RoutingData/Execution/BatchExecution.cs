using System.Data;
using System.Data.Common;
using RoutingData.Plans;
using RoutingData.Routing;
using RoutingData.Sessions;

namespace RoutingData.Execution;

/// <summary>One execution of a batch: each statement's route and what the rules ask for it, then one run for all of them.</summary>
internal static class BatchExecution
{
    public static async ValueTask<T> RunAsync<T, TOperation>(
        bool async, IRoutedBatch batch, StatementRunner runner, RoutingSession session, RouteHint hint, TOperation operation,
        CancellationToken cancellationToken)
        where TOperation : struct, IBackendOperation<T>
    {
        var router = runner.Plan.Router;
        // An empty batch is the driver's to refuse.
        Route[] routes = batch.BatchCommands.Count == 0
            ? [router.Begin]
            : [.. batch.BatchCommands.Select(command => RouteOf(runner.Plan, session, command, hint))];
        var route = BatchRoute.Of(router.Policy, routes);
        var watched = runner.Telemetry.IsWatched ? runner.Watch(session, route, routes.Length) : null;
        try
        {
            return await RunByRulesAsync<T, TOperation>(async, batch, runner, session, route, routes, operation, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            if (routes[0].IsExactlyOnce && exception is RoutingDbException { Outcome: StatementOutcome.Unknown })
                exception.Data[MarkerCoverage.WhyKey] = "it is a batch, whose commands are committed one by one; BeginTransaction makes them one";
            watched?.Failed(exception);
            throw;
        }
        finally
        {
            if (watched is not null) runner.Unwatch(watched, session, batch.LastServer);
        }
    }

    private static Route RouteOf(RoutingPlan plan, RoutingSession session, DbBatchCommand command, RouteHint hint)
    {
        var route = plan.Router.GetRoute(
            command.CommandText, command.CommandType, session.DatabaseIn(plan), session.State.SqlModes, new BoundNames(command.Parameters),
            session.State.Vocabulary);
        return plan.Router.ApplyHint(route, hint);
    }

    private static async ValueTask<T> RunByRulesAsync<T, TOperation>(
        bool async, IRoutedBatch batch, StatementRunner runner, RoutingSession session, Route route, Route[] routes,
        TOperation operation, CancellationToken cancellationToken)
        where TOperation : struct, IBackendOperation<T>
    {
        var (plan, timeout) = (runner.Plan, batch.Timeout);
        foreach (var each in routes)
        {
            plan.Router.RecordHits(each);
            runner.LogRuleMatch(each);
            RuleEffects.ThrowIfAnswered(each.Rules);
        }

        await RuleEffects.DelayAsync(
            async, plan.Configuration.DefaultQueryDelayMs + routes.Sum(each => (long)(each.Rules.DelayMs ?? 0)), runner.TimeProvider,
            cancellationToken).ConfigureAwait(false);
        var texts = Rewrite(batch.BatchCommands, routes);
        foreach (var each in routes) batch.Timeout = RuleEffects.Shortened(batch.Timeout, each.Rules);
        try
        {
            return await runner.RunAsync<T, TOperation>(
                async, session, route, plan.WaitTimeoutFor(batch.Timeout), operation, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            batch.Timeout = timeout;
            for (var i = 0; i < texts.Length; i++)
                if (texts[i] is { } text) batch.BatchCommands[i].CommandText = text;
        }
    }

    // The former text of each command whose text a rule replaces.
    private static string?[] Rewrite(DbBatchCommandCollection commands, Route[] routes)
    {
        var former = new string?[commands.Count];
        for (var i = 0; i < former.Length; i++)
        {
            if (routes[i].Rules.RewrittenText is not { } rewritten || commands[i].CommandType != CommandType.Text) continue;
            former[i] = commands[i].CommandText;
            commands[i].CommandText = rewritten;
        }

        return former;
    }
}
