using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using RoutingData.EntityFrameworkCore.Tests.Migrating;
using RoutingData.EntityFrameworkCore.Tests.Shop;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.EntityFrameworkCore.Tests.Connections;

/// <summary>SetConnectionString, which is what <c>--connection</c> of <c>dotnet ef</c> and of a bundle does: who names servers or a user means those.</summary>
public sealed class ChosenConnectionTests(ShopCluster cluster) : IClassFixture<ShopCluster>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Server=db001;User ID=app", "Server=db001;User ID=app;Allow User Variables=True", false)]
    [InlineData("", "Allow User Variables=True", false)]
    [InlineData("Server=DB001;Uid=app", "host=db001;username=app", false)]
    [InlineData("Name=Shop", "Server=db001;User ID=app", false)]
    [InlineData("", "Server=db001", true)]
    [InlineData("Server=db001", "Server=db002", true)]
    [InlineData("Server=db001;User ID=app", "Server=db001;User ID=deploy", true)]
    [InlineData("Server=db001;User ID=app", "Server=db001", false)]
    public void It_is_another_if_it_names_other_servers_or_another_user(string options, string connectionString, bool isAnother) =>
        Assert.Equal(isAnother, ChosenConnection.IsAnother(connectionString, options));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Fault", "E5")]
    public async Task Migrations_go_to_the_servers_that_are_named_as_the_user_that_is_named(bool async)
    {
        var deploy = $"deploy{async}".ToLowerInvariant();
        await cluster.Servers.ExecuteAsync("db001", $"CREATE USER {deploy} IDENTIFIED BY 'pw'; GRANT ALL ON testdb.* TO {deploy}", Token);
        await cluster.Servers.WaitForReplicationAsync(Token);
        // The application's own servers are not there at all.
        await using var source = new RoutingDbDataSource("Server=nowhere.invalid,never.invalid;User ID=app;Database=testdb");
        await using var context = new MigratedContext(new DbContextOptionsBuilder().UseProvider().UseRoutingMySql(source).Options);

        context.Database.SetConnectionString(new DbConnectionStringBuilder
        {
            ConnectionString = cluster.Servers.ConnectionString, ["User ID"] = deploy, ["Password"] = "pw", ["Database"] = "testdb",
        }.ConnectionString);

        Assert.True(await BothWorlds.RunAsync(async, () => context.Database.CanConnectAsync(Token), context.Database.CanConnect));
        await BothWorlds.RunAsync(async, () => context.Database.MigrateAsync(Token), context.Database.Migrate);
        Assert.StartsWith($"{deploy}@", await context.Database.SqlQueryRaw<string>("SELECT CURRENT_USER() AS Value").SingleAsync(Token), StringComparison.Ordinal);
    }
}
