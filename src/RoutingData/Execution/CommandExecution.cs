using RoutingData.Routing;
using RoutingData.Sessions;

namespace RoutingData.Execution;

/// <summary>One execution of a command: its span if anyone watches, what query rules ask for, and the run itself.</summary>
internal static class CommandExecution
{
    public static ValueTask<T> RunAsync<T, TOperation>(
        bool async, IRoutedCommand command, StatementRunner runner, RoutingSession session, Route route,
        TOperation operation, CancellationToken cancellationToken)
        where TOperation : struct, IBackendOperation<T> =>
        runner.Telemetry.IsWatched
            ? RunWatchedAsync<T, TOperation>(async, command, runner, session, route, operation, cancellationToken)
            : RunUnwatchedAsync<T, TOperation>(async, command, runner, session, route, operation, cancellationToken);

    private static async ValueTask<T> RunWatchedAsync<T, TOperation>(
        bool async, IRoutedCommand command, StatementRunner runner, RoutingSession session, Route route,
        TOperation operation, CancellationToken cancellationToken)
        where TOperation : struct, IBackendOperation<T>
    {
        var watched = runner.Watch(session, route);
        try
        {
            return await RunUnwatchedAsync<T, TOperation>(async, command, runner, session, route, operation, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            watched.Failed(exception);
            throw;
        }
        finally
        {
            runner.Unwatch(watched, session, command.LastServer);
        }
    }

    private static ValueTask<T> RunUnwatchedAsync<T, TOperation>(
        bool async, IRoutedCommand command, StatementRunner runner, RoutingSession session, Route route,
        TOperation operation, CancellationToken cancellationToken)
        where TOperation : struct, IBackendOperation<T>
    {
        var plan = runner.Plan;
        plan.Router.RecordHits(route);
        if (route.Rules.HasEffects || plan.Configuration.DefaultQueryDelayMs > 0)
            return RunByRulesAsync<T, TOperation>(async, command, runner, session, route, operation, cancellationToken);

        return SendAsync<T, TOperation>(async, command, runner, session, route, command.CommandTimeout, operation, cancellationToken);
    }

    private static async ValueTask<T> RunByRulesAsync<T, TOperation>(
        bool async, IRoutedCommand command, StatementRunner runner, RoutingSession session, Route route,
        TOperation operation, CancellationToken cancellationToken)
        where TOperation : struct, IBackendOperation<T>
    {
        var (plan, rules) = (runner.Plan, route.Rules);
        runner.LogRuleMatch(route);
        RuleEffects.ThrowIfAnswered(rules);
        await RuleEffects.DelayAsync(
            async, plan.Configuration.DefaultQueryDelayMs + (long)(rules.DelayMs ?? 0), runner.TimeProvider, cancellationToken)
            .ConfigureAwait(false);
        command.Obey(rules);
        return await SendAsync<T, TOperation>(
            async, command, runner, session, route, RuleEffects.Shortened(command.CommandTimeout, rules), operation, cancellationToken)
            .ConfigureAwait(false);
    }

    private static ValueTask<T> SendAsync<T, TOperation>(
        bool async, IRoutedCommand command, StatementRunner runner, RoutingSession session, Route route, int timeout,
        TOperation operation, CancellationToken cancellationToken)
        where TOperation : struct, IBackendOperation<T> => route.IsExactlyOnce
        ? MarkedExecution.RunAsync<T, TOperation>(async, command, runner, session, route, timeout, operation, cancellationToken)
        : runner.RunAsync<T, TOperation>(async, session, route, runner.Plan.WaitTimeoutFor(timeout), operation, cancellationToken);
}
