using RoutingData.Diagnostics;
using RoutingData.Failover;
using RoutingData.Routing;

namespace RoutingData.Sessions;

/// <summary>One execution of a command: its span if anyone watches, what query rules ask for, and the run itself.</summary>
internal static class CommandExecution
{
    public static ValueTask<T> RunAsync<T, TOperation>(
        bool async, RoutingDbCommand command, RoutingSession session, Route route,
        TOperation operation, CancellationToken cancellationToken)
        where TOperation : struct, IBackendOperation<T> =>
        RoutingActivity.IsWatched
            ? RunWatchedAsync<T, TOperation>(async, command, session, route, operation, cancellationToken)
            : RunUnwatchedAsync<T, TOperation>(async, command, session, route, operation, cancellationToken);

    private static async ValueTask<T> RunWatchedAsync<T, TOperation>(
        bool async, RoutingDbCommand command, RoutingSession session, Route route,
        TOperation operation, CancellationToken cancellationToken)
        where TOperation : struct, IBackendOperation<T>
    {
        var activity = RoutingActivity.Start(session.Decide(route));
        try
        {
            return await RunUnwatchedAsync<T, TOperation>(async, command, session, route, operation, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            RoutingActivity.Failed(activity, exception);
            throw;
        }
        finally
        {
            if (command.LastServer is { } server) RoutingActivity.RanOn(activity, server);
            RoutingActivity.Stop(activity);
        }
    }

    private static ValueTask<T> RunUnwatchedAsync<T, TOperation>(
        bool async, RoutingDbCommand command, RoutingSession session, Route route,
        TOperation operation, CancellationToken cancellationToken)
        where TOperation : struct, IBackendOperation<T>
    {
        session.Source.Routes.Count(route);
        if (route.Rules.HasEffects || session.Source.DefaultQueryDelayMs > 0)
            return RunByRulesAsync<T, TOperation>(async, command, session, route, operation, cancellationToken);

        var runner = session.Source.Runner;
        return runner.RunAsync<T, TOperation>(
            async, session, route, runner.PatienceOf(command.CommandTimeout), operation, cancellationToken);
    }

    private static async ValueTask<T> RunByRulesAsync<T, TOperation>(
        bool async, RoutingDbCommand command, RoutingSession session, Route route,
        TOperation operation, CancellationToken cancellationToken)
        where TOperation : struct, IBackendOperation<T>
    {
        var (source, rules) = (session.Source, route.Rules);
        source.TellOf(route);
        RuleEffects.ThrowIfAnswered(rules);
        await RuleEffects.DelayAsync(async, source.DefaultQueryDelayMs + (long)(rules.DelayMs ?? 0), source.TimeProvider, cancellationToken)
            .ConfigureAwait(false);
        command.Obey(rules);
        return await source.Runner.RunAsync<T, TOperation>(
            async, session, route, source.Runner.PatienceOf(RuleEffects.Shortened(command.CommandTimeout, rules)), operation, cancellationToken)
            .ConfigureAwait(false);
    }
}
