using Microsoft.EntityFrameworkCore;
using RoutingData.EntityFrameworkCore.Tests.Shop;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.EntityFrameworkCore.Tests.Failover;

/// <summary>The writer changes while EF Core is at work.</summary>
public sealed class FailoverTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D39")]
    public async Task A_save_without_a_writer_waits_for_the_next_and_runs_once(bool async)
    {
        await using var cluster = await ShopCluster.StartAsync();
        await using var shop = cluster.NewRetryingContext();
        await cluster.Servers.KillAsync("db001", Token);
        Assert.NotNull(await cluster.Source.Monitor.WaitForAsync(
            topology => topology.WriterOf(10) is null, TimeSpan.FromSeconds(20), Token));
        shop.Add(new Order { Number = "waits" });

        var saving = SaveAsync(shop, async);
        await cluster.Servers.PromoteAsync("db002", Token);
        await saving;

        Assert.Equal(1, await cluster.OrdersAsync("waits"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D07")]
    [Trait("Requirement", "D11")]
    public async Task A_transaction_that_goes_down_with_its_writer_is_run_again_as_a_whole(bool async)
    {
        await using var cluster = await ShopCluster.StartAsync();
        await using var shop = cluster.NewRetryingContext();
        var work = new UnitOfWork(shop, async, "whole");

        await work.RunAsync(async () =>
        {
            await cluster.Servers.KillAsync("db001", Token);
            await cluster.Servers.PromoteAsync("db002", Token);
        });

        Assert.Equal(2, work.Attempts);
        Assert.Equal(2, await cluster.OrdersAsync("whole"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D30")]
    public async Task A_transaction_that_meets_a_switchover_is_run_again_as_a_whole(bool async)
    {
        await using var cluster = await ShopCluster.StartAsync();
        await using var shop = cluster.NewRetryingContext();
        var work = new UnitOfWork(shop, async, "switched");

        await work.RunAsync(() => cluster.Servers.SwitchoverAsync("db002", Token));

        Assert.Equal(2, work.Attempts);
        Assert.Equal(2, await cluster.OrdersAsync("switched"));
        await cluster.Servers.WaitForReplicationAsync(Token);
        Assert.Equal(0L, await cluster.Servers.NumberAsync("db001", "SELECT COUNT(*) - 2 FROM testdb.Orders WHERE Number = 'switched'"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D30")]
    public async Task A_change_that_a_demoted_writer_refuses_goes_to_the_next_one_by_itself(bool async)
    {
        await using var cluster = await ShopCluster.StartAsync();
        // The monitor looks once a minute: the first to hear of the demotion is the statement.
        var source = cluster.NewSource(options => options.Monitor.ReadOnlyIntervalMs = 60_000);
        await using var shop = new ShopContext(new DbContextOptionsBuilder().UseProvider().UseRoutingMySql(source).Options);
        var order = await shop.Orders.TagWith("route=writer").SingleAsync(Token);
        await source.Runtime.Monitor.RestAsync();
        await cluster.Log.StartAsync();
        await cluster.Servers.ExecuteAsync("db001", "SET GLOBAL read_only = 1", Token);
        order.Version = 7;

        var saving = SaveAsync(shop, async);
        await cluster.Servers.SwitchoverAsync("db002", Token);
        Assert.Equal(1, await saving);

        Assert.Equal(7L, await cluster.Servers.NumberAsync("db002", "SELECT Version FROM testdb.Orders"));
        var updates = (await cluster.Log.ReadAsync())
            .Where(statement => statement.IsExecution && statement.Text.Contains("UPDATE `Orders`", StringComparison.Ordinal));
        Assert.Equal(["db001", "db002"], updates.Select(statement => statement.Server));
    }

    private static Task<int> SaveAsync(ShopContext shop, bool async) =>
        BothWorlds.RunAsync(async, () => shop.SaveChangesAsync(), shop.SaveChanges);
}
