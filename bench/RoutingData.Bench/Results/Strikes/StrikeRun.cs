using System.Data.Common;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RoutingData.Bench.Results.Checks;
using RoutingData.Bench.Results.Reads;
using RoutingData.Monitor;
using RoutingData.Routing;
using RoutingData.Testing;

namespace RoutingData.Bench.Results.Strikes;

/// <summary>One strike after another on one set of servers, each under readers of every kind: through the router, and with the bare driver
/// at the server that is struck.</summary>
/// <param name="strike">What is done.</param>
/// <param name="cluster">The servers.</param>
/// <param name="database">Where the tables are made.</param>
/// <param name="conditions">The same for all strikes.</param>
/// <param name="log">What the router logs to, or null.</param>
internal sealed class StrikeRun(Strike strike, LocalCluster cluster, string database, StrikeConditions conditions, ILoggerFactory? log = null)
{
    public const string Router = "router";
    public const string Bare = "bare";

    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(60);

    private readonly ResultTable _table = new(conditions.Rows);

    public Task PrepareAsync() => _table.CreateAsync(cluster, database);

    /// <summary>Strikes once, and restores the servers.</summary>
    /// <exception cref="TimeoutException">Some reader does not read before the strike.</exception>
    public async Task<IReadOnlyList<StrikeResult>> StrikeAsync()
    {
        var struck = strike.AtWriter ? cluster.Writer : cluster.Servers.Last(server => server != cluster.Writer);
        await using var routed = Routed();
        await using var bare = MySqlDriver.Find().Factory.CreateDataSource(
            $"{struck.ConnectionString};Default Command Timeout={conditions.CommandTimeout};Connection Reset=true");
        var crowd = new ReadCrowd();
        crowd.Start(Router, routed, Kinds, _table);
        if (conditions.BesideBare) crowd.Start(Bare, bare, Kinds.Where(kind => strike.AtWriter || kind.Shape != ReadShape.Returning), _table);
        if (!await crowd.AllReadAsync(Recovery)) throw new TimeoutException("Some reader does not read.");

        var at = Stopwatch.GetTimestamp();
        var until = at + (long)(conditions.Patience.TotalSeconds * Stopwatch.Frequency);
        await strike.HitAsync(cluster, struck);
        await crowd.AllEndAsync(at, Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), until));
        await strike.RestoreAsync(cluster, struck);
        await crowd.StopAsync(Recovery);
        return [.. new[] { Router, Bare }.Select(through => ResultJudge.Judge(through, crowd.Ends, crowd.UnderWay, at, until))];
    }

    private IEnumerable<ReadKind> Kinds =>
        ReadKind.All.Where(kind => kind.Shape != ReadShape.Returning || cluster.Flavor == ServerFlavor.MariaDb);

    private RoutingDbDataSource Routed()
    {
        var routing = new RoutingOptions
        {
            ConnectionString = $"{cluster.ConnectionString};Default Command Timeout={conditions.CommandTimeout}",
            Monitor = new MonitorOptions { Username = "monitor", Password = "monitor", WriterIsAlsoReader = false },
        };
        if (strike.ConnectIntervalMs is { } interval) routing.Monitor.ConnectIntervalMs = interval;
        return new RoutingDbDataSourceBuilder(routing).UseLoggerFactory(log ?? NullLoggerFactory.Instance).Build();
    }
}
