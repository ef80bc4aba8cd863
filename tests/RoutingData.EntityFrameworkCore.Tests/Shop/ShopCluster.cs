using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using RoutingData.ServerTests.RoutedClusters;
using RoutingData.Testing;

namespace RoutingData.EntityFrameworkCore.Tests.Shop;

/// <summary>Three real servers with the shop's tables, and contexts in front of them. Reads go to replicas only, so that a statement's
/// place shows what it was taken for.</summary>
public sealed class ShopCluster : IAsyncLifetime
{
    private readonly RoutedCluster _cluster = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public LocalCluster Servers => _cluster.Servers;

    public RoutingDbDataSource Source => _cluster.Source;

    internal StatementLog Log => _cluster.Log;

    /// <summary>Servers of its own, for a test that breaks them.</summary>
    public static async Task<ShopCluster> StartAsync()
    {
        var cluster = new ShopCluster();
        await cluster.InitializeAsync();
        return cluster;
    }

    public async ValueTask InitializeAsync()
    {
        await ((IAsyncLifetime)_cluster).InitializeAsync();
        await using var context = NewContext();
        await context.GetService<IRelationalDatabaseCreator>().CreateTablesAsync(Token);
        context.Add(new Product { Name = "lamp", Stock = 5 });
        context.Add(new Product { Name = "chair", Stock = 5 });
        context.Add(new Order { Number = "first", Lines = { new OrderLine { Quantity = 1 }, new OrderLine { Quantity = 2 } } });
        await context.SaveChangesAsync(Token);
        await Servers.WaitForReplicationAsync(Token);
    }

    public ShopContext NewContext(Action<MySqlDbContextOptionsBuilder>? configure = null) => new(Options(configure));

    /// <summary>A context that runs again what left nothing in the database.</summary>
    public ShopContext NewRetryingContext() => NewContext(provider => provider.ExecutionStrategy(d => new RoutingExecutionStrategy(d)));

    /// <summary>As an application would write them.</summary>
    public DbContextOptions Options(Action<MySqlDbContextOptionsBuilder>? configure = null) =>
        new DbContextOptionsBuilder().UseProvider(configure).UseRoutingMySql(Source).Options;

    /// <summary>A router as <see cref="Source"/> but of its own.</summary>
    public RoutingDbDataSource NewSource(Action<RoutingOptions>? configure = null) => _cluster.NewSource(configure);

    /// <summary>Orders with a number on the writer, asked past the router.</summary>
    public Task<long> OrdersAsync(string number) =>
        Servers.NumberAsync(Servers.Writer.Name, $"SELECT COUNT(*) FROM testdb.Orders WHERE Number = '{number}'");

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();
}
