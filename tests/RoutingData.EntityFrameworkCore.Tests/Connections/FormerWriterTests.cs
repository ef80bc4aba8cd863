using Microsoft.EntityFrameworkCore;
using RoutingData.EntityFrameworkCore.Tests.Migrating;
using RoutingData.EntityFrameworkCore.Tests.Shop;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.EntityFrameworkCore.Tests.Connections;

/// <summary>After a failover the provider's connection without a database goes to the present writer, whatever server its own connection string
/// names.</summary>
public sealed class FormerWriterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Fault", "E5")]
    public async Task An_application_that_migrates_at_start_starts_when_the_server_it_names_is_dead(bool async)
    {
        await using var cluster = await ShopCluster.StartAsync();
        var providersOwn = cluster.Servers["db001"].ConnectionString + ";Database=testdb";
        await cluster.Servers.WaitForReplicationAsync(Token);
        await cluster.Servers.KillAsync("db001", Token);
        await cluster.Servers.PromoteAsync("db002", Token);
        await using var source = cluster.NewSource();
        await using var context = new MigratedContext(new DbContextOptionsBuilder().UseProvider(providersOwn).UseRoutingMySql(source).Options);

        Assert.True(await BothWorlds.RunAsync(async, () => context.Database.CanConnectAsync(Token), context.Database.CanConnect));
        await BothWorlds.RunAsync(async, () => context.Database.MigrateAsync(Token), context.Database.Migrate);

        Assert.Equal(1L, await cluster.Servers.NumberAsync(
            "db002", "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'testdb' AND table_name = 'Visits'"));
        Assert.False(await BothWorlds.RunAsync(async, () => context.Database.EnsureCreatedAsync(Token), context.Database.EnsureCreated));
    }
}
