using FluentMigrator.Runner;
using FluentMigrator.Runner.Processors.MySql;
using Microsoft.Extensions.DependencyInjection;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.LibraryTests.Migrations;

public sealed class FluentMigratorTests
{
    private const int TableExists = 1050;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task In_a_writer_scope_or_at_Global_it_sees_its_own_versions_whatever_the_replicas_show_and_follows_a_failover(bool inScope)
    {
        await using var cluster = await LibraryCluster.StartAsync();
        await using var services = Services(cluster, inScope ? "" : ";Consistency=Global");
        Action<IServiceProvider, long> migrate = inScope ? Migrate : MigrateAnywhere;
        await cluster.Log.StartAsync();

        migrate(services, 1);
        await ExpectAllOnAsync(cluster, "db001");
        await cluster.Servers.WaitForReplicationAsync(Token);
        await cluster.Servers.KillAsync("db001", Token);
        await cluster.Servers.PromoteAsync("db002", Token);
        await cluster.Servers.StopReplicationAsync("db003", Token);
        await cluster.Log.StartAsync();
        migrate(services, 2);
        migrate(services, 2);

        await ExpectAllOnAsync(cluster, "db002");
        Assert.Equal(2, await cluster.Servers.NumberAsync("db002", "SELECT COUNT(*) FROM testdb.VersionInfo"));
        Assert.Equal(1, await cluster.Servers.NumberAsync("db002", "SELECT SUM(price) FROM testdb.ware"));
    }

    [Fact]
    public async Task Without_one_and_where_reads_may_be_old_another_run_does_not_see_what_replicas_lack()
    {
        await using var cluster = await LibraryCluster.StartAsync();
        foreach (var replica in new[] { "db002", "db003" }) await cluster.Servers.StopReplicationAsync(replica, Token);
        await using (var first = Services(cluster, ";Consistency=Eventual")) MigrateAnywhere(first, to: 1);
        await using var second = Services(cluster, ";Consistency=Eventual");

        var error = Record.Exception(() => MigrateAnywhere(second, to: 1));

        Assert.Equal(TableExists, ServerError.NumberOf(error));
    }

    private static ServiceProvider Services(RoutedCluster cluster, string more = "") => new ServiceCollection()
        .AddScoped<MySqlDbFactory, RoutedDbFactory>()
        .AddFluentMigratorCore()
        .ConfigureRunner(runner => runner
            .AddMySql8().WithGlobalConnectionString(LibraryCluster.ConnectionStringOf(cluster) + more).ScanIn(typeof(FirstStep).Assembly).For.Migrations())
        .BuildServiceProvider();

    private static void Migrate(IServiceProvider services, long to)
    {
        using var _ = RoutingScope.Writer();
        MigrateAnywhere(services, to);
    }

    private static void MigrateAnywhere(IServiceProvider services, long to)
    {
        using var scope = services.CreateScope();
        scope.ServiceProvider.GetRequiredService<IMigrationRunner>().MigrateUp(to);
    }

    private static async Task ExpectAllOnAsync(RoutedCluster cluster, string writer)
    {
        var statements = (await cluster.Log.ReadAsync()).Where(statement => statement.IsExecution).ToArray();
        Assert.Contains(statements, statement => statement.Text.Contains("`ware`", StringComparison.Ordinal));
        Assert.All(statements, statement => Assert.Equal(writer, statement.Server));
    }
}
