using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RoutingData.EntityFrameworkCore.Tests.Shop;

namespace RoutingData.EntityFrameworkCore.Tests.Registration;

/// <summary>UseRoutingMySql in all its forms, in a container and out of it.</summary>
public sealed class UseRoutingMySqlTests(ShopCluster cluster) : IClassFixture<ShopCluster>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("a data source")]
    [InlineData("a connection string")]
    [InlineData("services")]
    [InlineData("services and a key")]
    [InlineData("the provider's own data source")]
    public async Task Each_form_gives_a_routed_connection_that_works(string form)
    {
        Assert.SkipUnless(ShopProvider.TakesOthers || form != "the provider's own data source", "The provider takes none.");
        var services = new ServiceCollection();
        services.AddRoutingMySql(cluster.Servers.ConnectionString);
        services.AddKeyedRoutingMySql("shop", cluster.Servers.ConnectionString);
        await using var provider = services.BuildServiceProvider();
        var options = new DbContextOptionsBuilder();
        _ = form switch
        {
            "a data source" => options.UseProvider().UseRoutingMySql(cluster.Source),
            "a connection string" => options.UseProvider().UseRoutingMySql(cluster.Servers.ConnectionString),
            "services" => options.UseProvider().UseRoutingMySql(provider),
            "services and a key" => options.UseProvider().UseRoutingMySql(provider, "shop"),
            _ => options.UseProvider(cluster.Source),
        };
        await using var shop = new ShopContext(options.Options);

        Assert.IsType<RoutingDbConnection>(shop.Database.GetDbConnection());
        Assert.NotEmpty(await shop.Products.ToListAsync(Token));
        // Without UseRoutingMySql a complete provider looks for the database on a connection of its own, to a server that is called as the whole list is.
        Assert.Equal(ShopProvider.CreatesDatabases || form != "the provider's own data source", await shop.Database.CanConnectAsync(Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_last_call_counts(bool providerFirst)
    {
        Assert.SkipUnless(providerFirst || ShopProvider.MayComeLast, "The provider must come first.");
        var other = cluster.NewSource();
        var options = new DbContextOptionsBuilder<ShopContext>();
        if (providerFirst) options.UseProvider();
        options.UseRoutingMySql(cluster.Source).UseRoutingMySql(other);
        if (!providerFirst) options.UseProvider();
        await using var shop = new ShopContext(options.Options);

        await shop.Products.ToListAsync(Token);

        // A data source looks for its servers when the first connection is opened.
        Assert.NotNull(other.Monitor.Current.WriterOf(10));
    }

    [Fact]
    public void Services_without_a_data_source_are_an_error_that_says_so()
    {
        using var provider = new ServiceCollection().BuildServiceProvider();

        var error = Assert.Throws<InvalidOperationException>(() => new DbContextOptionsBuilder().UseRoutingMySql(provider));

        Assert.Contains(nameof(RoutingDbDataSource), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contexts_of_a_pool_share_no_connection()
    {
        var services = new ServiceCollection();
        services.AddRoutingMySql(cluster.Servers.ConnectionString);
        services.AddDbContextPool<ShopContext>((provider, options) => options.UseProvider().UseRoutingMySql(provider), poolSize: 2);
        await using var provider = services.BuildServiceProvider();
        for (var round = 0; round < 3; round++)
        {
            await using var first = provider.CreateAsyncScope();
            await using var second = provider.CreateAsyncScope();
            var (one, two) = (Shop(first), Shop(second));
            Assert.NotSame(one.Database.GetDbConnection(), two.Database.GetDbConnection());

            // What a context leaves behind, an open transaction, is not there for the next one that gets it from the pool.
            await one.Database.BeginTransactionAsync(Token);
            one.Add(new Order { Number = "pooled" });
            await one.SaveChangesAsync(Token);
            Assert.Equal(0, await two.Orders.TagWith("route=writer").CountAsync(order => order.Number == "pooled", Token));
        }

        Assert.Equal(0, await cluster.OrdersAsync("pooled"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_factory_gives_contexts_with_connections_of_their_own(bool pooled)
    {
        var services = new ServiceCollection();
        services.AddRoutingMySql(cluster.Servers.ConnectionString);
        if (pooled) services.AddPooledDbContextFactory<ShopContext>(Configure);
        else services.AddDbContextFactory<ShopContext>(Configure);
        await using var provider = services.BuildServiceProvider();
        var factory = provider.GetRequiredService<IDbContextFactory<ShopContext>>();

        await using var one = await factory.CreateDbContextAsync(Token);
        await using var two = factory.CreateDbContext();

        Assert.IsType<RoutingDbConnection>(one.Database.GetDbConnection());
        Assert.NotSame(one.Database.GetDbConnection(), two.Database.GetDbConnection());
        Assert.Equal(2, (await Task.WhenAll(one.Products.ToListAsync(Token), two.Products.ToListAsync(Token))).Count(products => products.Count > 0));

        static void Configure(IServiceProvider services, DbContextOptionsBuilder options) => options.UseProvider().UseRoutingMySql(services);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Interceptors_of_others_see_the_routed_connection_and_its_commands(bool before)
    {
        var other = new OthersInterceptor();
        var options = new DbContextOptionsBuilder().UseProvider();
        if (before) options.AddInterceptors(other);
        options.UseRoutingMySql(cluster.Source);
        if (!before) options.AddInterceptors(other);
        await using var shop = new ShopContext(options.Options);

        await shop.Products.TagWith("of others").ToListAsync(Token);

        Assert.IsType<RoutingDbConnection>(other.Opened);
        Assert.Contains("of others", Assert.Single(other.Texts), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "D21")]
    public async Task What_a_pooled_context_wrote_counts_for_who_has_it_and_not_for_who_gets_it_next()
    {
        var source = cluster.NewSource();
        var services = new ServiceCollection();
        services.AddDbContextPool<ShopContext>(options => options.UseProvider().UseRoutingMySql(source), poolSize: 1);
        await using var provider = services.BuildServiceProvider();
        await cluster.Servers.StopReplicationAsync("db002", Token);
        await cluster.Servers.StopReplicationAsync("db003", Token);
        try
        {
            ShopContext? pooled = null;
            for (var round = 0; round < 3; round++)
            {
                await using var scope = provider.CreateAsyncScope();
                var shop = Shop(scope);
                Assert.Same(pooled ??= shop, shop);
                var connection = (RoutingDbConnection)shop.Database.GetDbConnection();
                await shop.Orders.CountAsync(Token);
                Assert.NotEqual(cluster.Servers.Writer.Address, connection.LastServer);
                shop.Add(new Order { Number = $"lent {round}" });
                await shop.SaveChangesAsync(Token);
                Assert.True(await shop.Orders.AnyAsync(order => order.Number == $"lent {round}", Token));
                Assert.Equal(cluster.Servers.Writer.Address, connection.LastServer);
            }
        }
        finally
        {
            await cluster.Servers.StartReplicationAsync("db002", Token);
            await cluster.Servers.StartReplicationAsync("db003", Token);
            await cluster.Servers.WaitForReplicationAsync(Token);
        }
    }

    private static ShopContext Shop(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<ShopContext>();
}
