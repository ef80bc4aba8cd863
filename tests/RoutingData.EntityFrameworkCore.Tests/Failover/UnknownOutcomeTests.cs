using Microsoft.EntityFrameworkCore;
using RoutingData.EntityFrameworkCore.Tests.Shop;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.EntityFrameworkCore.Tests.Failover;

/// <summary>A commit whose answer never comes: in flight, waiting for a replica's acknowledgement, when the writer dies.</summary>
[Trait("Requirement", "D07")]
public sealed class UnknownOutcomeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Is_reported_and_not_run_again(bool async)
    {
        await using var cluster = await ShopCluster.StartAsync();
        await using var shop = cluster.NewRetryingContext();
        var attempts = 0;

        var error = await Assert.ThrowsAsync<RoutingDbException>(
            () => SaveAndDieAsync(cluster, shop, async, () => attempts++, verify: false));

        Assert.Equal(StatementOutcome.Unknown, error.Outcome);
        Assert.Equal(1, attempts);
        Assert.InRange(await cluster.OrdersAsync("in flight"), 0, 1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Is_looked_up_on_the_next_writer_if_the_caller_says_how(bool async)
    {
        await using var cluster = await ShopCluster.StartAsync();
        await using var shop = cluster.NewRetryingContext();
        var attempts = 0;
        await cluster.Log.StartAsync();

        var error = await Record.ExceptionAsync(() => SaveAndDieAsync(cluster, shop, async, () => attempts++, verify: true));

        Assert.Equal(1, attempts);
        Assert.Equal(error is null ? 1 : 0, await cluster.OrdersAsync("in flight"));
        if (error is not null) Assert.Equal(StatementOutcome.Unknown, Assert.IsType<RoutingDbException>(error).Outcome);
        var lookups = (await cluster.Log.ReadAsync()).Where(
            statement => statement.IsExecution && statement.Text.Contains("SELECT EXISTS", StringComparison.Ordinal));
        Assert.Equal(["db002"], lookups.Select(statement => statement.Server).Distinct());
    }

    private static async Task SaveAndDieAsync(ShopCluster cluster, ShopContext shop, bool async, Action attempt, bool verify)
    {
        var strategy = shop.Database.CreateExecutionStrategy();
        shop.Add(new Order { Number = "in flight" });
        await cluster.Servers.PauseAsync("db002", Token);
        await cluster.Servers.PauseAsync("db003", Token);
        var working = BothWorlds.RunAsync(
            async,
            () => strategy.ExecuteInTransactionAsync(
                () =>
                {
                    attempt();
                    return shop.SaveChangesAsync(acceptAllChangesOnSuccess: false);
                },
                () => verify ? IsThere(shop).AnyAsync() : Task.FromResult(false)),
            () => strategy.ExecuteInTransaction(
                () =>
                {
                    attempt();
                    shop.SaveChanges(acceptAllChangesOnSuccess: false);
                },
                () => verify && IsThere(shop).Any()));

        await WaitForCommitInFlightAsync(cluster);
        await cluster.Servers.KillAsync("db001", Token);
        await cluster.Servers.ResumeAsync("db002", Token);
        await cluster.Servers.ResumeAsync("db003", Token);
        await cluster.Servers.PromoteAsync("db002", Token);
        await working;
    }

    private static IQueryable<Order> IsThere(ShopContext shop) => shop.Orders.AsNoTracking().Where(order => order.Number == "in flight");

    private static async Task WaitForCommitInFlightAsync(ShopCluster cluster)
    {
        const string InFlight = "SELECT COUNT(*) FROM information_schema.processlist WHERE state LIKE 'Waiting for semi-sync%'";
        while (await cluster.Servers.NumberAsync("db001", InFlight) == 0) await Task.Delay(10, Token);
    }
}
