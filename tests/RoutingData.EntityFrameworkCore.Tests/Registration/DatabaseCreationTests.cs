using Microsoft.EntityFrameworkCore;
using RoutingData.EntityFrameworkCore.Tests.Shop;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.EntityFrameworkCore.Tests.Registration;

/// <summary>A database that is not there yet: the provider creates it over a connection of its own, and the rest is routed.</summary>
public sealed class DatabaseCreationTests(ShopCluster cluster) : IClassFixture<ShopCluster>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Is_created_filled_and_dropped_again(bool async)
    {
        Assert.SkipUnless(ShopProvider.CreatesDatabases, "The provider casts the context's connection to the driver's when it has created a database.");
        await cluster.Servers.ExecuteAsync("db001", "GRANT ALL PRIVILEGES ON fresh.* TO app", Token);
        await cluster.Servers.WaitForReplicationAsync(Token);
        await using var source = cluster.NewSource(options => options.ConnectionString += ";Database=fresh");
        var providersOwn = cluster.Servers.Writer.ConnectionString + ";Database=fresh";
        await using (var shop = New(providersOwn, source))
        {
            Assert.False(await BothWorlds.RunAsync(async, () => shop.Database.CanConnectAsync(Token), shop.Database.CanConnect));
            Assert.True(await BothWorlds.RunAsync(async, () => shop.Database.EnsureCreatedAsync(Token), shop.Database.EnsureCreated));
        }

        await cluster.Servers.WaitForReplicationAsync(Token);
        await using (var shop = New(providersOwn, source))
        {
            shop.Add(new Product { Name = "new" });
            await shop.SaveChangesAsync(Token);
            Assert.False(await BothWorlds.RunAsync(async, () => shop.Database.EnsureCreatedAsync(Token), shop.Database.EnsureCreated));
            Assert.True(await BothWorlds.RunAsync(async, () => shop.Database.EnsureDeletedAsync(Token), shop.Database.EnsureDeleted));
        }

        Assert.Equal(0L, await cluster.Servers.NumberAsync(
            "db001", "SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name = 'fresh'"));
    }

    private static ShopContext New(string providersOwn, RoutingDbDataSource source) =>
        new(new DbContextOptionsBuilder().UseProvider(providersOwn).UseRoutingMySql(source).Options);
}
