using Microsoft.Extensions.Logging.Abstractions;
using RoutingData.Configuration;
using RoutingData.Diagnostics;
using RoutingData.Pools;
using RoutingData.Runtime;
using RoutingData.Statements;
using RoutingData.Tests.Monitoring;

namespace RoutingData.Tests.Runtime;

/// <summary>Learning what views and triggers do, where servers refuse to tell.</summary>
public sealed class StoredCodeCatalogTests : IAsyncDisposable
{
    private const int Denied = 1142;
    private static readonly PoolLimits Limits = new(MaxConnections: 50, MaxConcurrentConnects: 8, TimeSpan.FromSeconds(15));

    private readonly Watched _watched = new(servers: 1);
    private readonly StoredCodeCatalog _catalog;
    private readonly List<StoredCode> _learned = [];

    public StoredCodeCatalogTests()
    {
        var pools = new BackendPools(
            address => new ServerPool(address, _watched.Driver, address.Hostname, Limits, _watched.Time, new InFlightClock(_watched.Time)),
            _ => true);
        var configuration = RoutingConfiguration.Of(
            new RoutingOptions { ConnectionString = "Server=db001;User ID=app" }.UseDriver(_watched.Driver), _watched.Driver.Factory);
        _catalog = new StoredCodeCatalog(
            _watched.Monitor, pools, () => configuration, () => ClassifierOptions.Default, _learned.Add, _watched.Time, new RoutingLog(NullLogger.Instance));
    }

    public ValueTask DisposeAsync()
    {
        _catalog.Dispose();
        return _watched.DisposeAsync();
    }

    [Theory(Timeout = Watched.Limit)]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Fault", "S11")]
    public async Task A_server_that_refuses_to_tell_stops_nothing(bool async)
    {
        await _watched.StartAsync();
        _watched.Servers[0].OnExecute = FakeFault.SayEachTime(Denied);

        await _catalog.ReadFirstAsync(async, CancellationToken.None);
        await _catalog.ReadFirstAsync(async, CancellationToken.None);

        Assert.Empty(_learned);
        Assert.True(_catalog.Known.IsEmpty);
        Assert.Single(_watched.Servers[0].Texts, text => text.Contains("information_schema", StringComparison.Ordinal));
    }

    [Fact(Timeout = Watched.Limit)]
    [Trait("Fault", "S11")]
    public async Task What_is_defined_here_counts_where_the_servers_do_not_tell()
    {
        await _watched.StartAsync();
        _watched.Servers[0].OnExecute = FakeFault.SayEachTime(Denied);
        await _catalog.ReadFirstAsync(async: true, CancellationToken.None);

        _catalog.Note(StatementClassifier.Classify("CREATE VIEW v AS SELECT GET_LOCK('a', 0) AS l", ClassifierOptions.Default), "shop");

        Assert.Equal((1, 0), (_catalog.Known.Views, _catalog.Known.Tables));
        Assert.Same(_catalog.Known, Assert.Single(_learned));
        Assert.True(_catalog.Known.Find("V")[0].IsIn("Shop"));
    }

    [Fact(Timeout = Watched.Limit)]
    [Trait("Fault", "S11")]
    public async Task A_caller_who_gives_up_leaves_it_to_the_next()
    {
        await _watched.StartAsync();
        using var given = new CancellationTokenSource();
        await given.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await _catalog.ReadFirstAsync(async: true, given.Token));
        _watched.Servers[0].OnExecute = FakeFault.SayEachTime(Denied);
        await _catalog.ReadFirstAsync(async: true, CancellationToken.None);

        Assert.Single(_watched.Servers[0].Texts, text => text.Contains("information_schema", StringComparison.Ordinal));
    }
}
