using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Data.Common;
using RoutingData.Monitor;
using RoutingData.Tool.Abstractions;
using RoutingData.Tool.Output;
using RoutingData.Tool.Settings;

namespace RoutingData.Tool.Fleet;

/// <summary>Asks each server of settings what it says, with the router's own logins.</summary>
internal sealed class FleetCheck : IAsyncDisposable
{
    private readonly ConcurrentDictionary<ServerAddress, DbDataSource> _logins = new();
    private readonly WarningLog _log = new();
    private readonly LoadedSettings _settings;
    private readonly TimeProvider _time;
    private readonly RoutedServices _routed;

    /// <exception cref="ToolException">The settings have faults.</exception>
    public FleetCheck(LoadedSettings settings, TimeProvider time)
    {
        (_settings, _time) = (settings, time);
        _routed = settings.Route(builder => builder.UseLoggerFactory(_log).UseDriverDataSource(context =>
        {
            var login = MySqlDriver.Find().Factory.CreateDataSource(context.ConnectionString);
            if (context.IsMonitor) _logins[context.Server] = login;
            return login;
        }));
    }

    /// <summary>What is suspicious: about rules, and what the router has warned of.</summary>
    public ImmutableArray<string> Warnings() =>
    [
        .. _routed.DataSource.QueryRules.SelectMany(rule => rule.Warnings.Select(warning => $"Query rule {rule.RuleId}: {warning}"))
            .Concat(WarningReport.Effects(_settings.Warnings)).Concat(_log.Warnings).Distinct(),
    ];

    /// <summary>Asks them.</summary>
    public async Task<ImmutableArray<ServerAnswer>> AskAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        await _routed.StartAsync(cancellationToken);
        var monitor = _routed.DataSource.Monitor;
        await monitor.WaitForAsync(topology => topology.IsComplete && topology.Servers.All(HasSettled), timeout, cancellationToken);
        await LogInAsync(cancellationToken);
        var topology = monitor.Current;
        return [.. await Task.WhenAll(topology.Servers.Select(server => AskAsync(topology, server, timeout, cancellationToken)))];
    }

    public ValueTask DisposeAsync() => _routed.DisposeAsync();

    private static bool HasSettled(ServerState server) => server.Health is ServerHealth.Online or ServerHealth.Shunned || server.RefusesMonitor;

    // The application's own login: the router looks at its privileges then, and warns.
    private async Task LogInAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await _routed.DataSource.OpenConnectionAsync(cancellationToken);
        }
        catch (DbException e)
        {
            _log.Keep($"The application's login fails: {e.Message}");
        }
    }

    private async Task<ServerAnswer> AskAsync(TopologySnapshot topology, ServerState server, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var answer = new ServerAnswer(server.Address.ToString(), ServerRoles.Of(topology, server.Address), server.Health.ToString().ToLowerInvariant())
        {
            Version = server.Version, LagSeconds = server.LagSeconds,
        };
        if (server.Health != ServerHealth.Online || !_logins.TryGetValue(server.Address, out var login))
            return answer with { Error = server.LastError?.Message ?? "It has not answered in time." };

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            await using var connection = await login.OpenConnectionAsync(limit.Token);
            var questions = new ServerQuestions(connection, _time);
            return answer with
            {
                ClockMs = await questions.ClockAsync(limit.Token),
                Gtids = server.Flavor is { } flavor ? await questions.GtidsAsync(flavor, limit.Token) : null,
                Grants = await questions.GrantsAsync(limit.Token),
            };
        }
        catch (Exception e) when (e is DbException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return answer with { Error = e is DbException ? e.Message : "It has not answered in time." };
        }
    }
}
