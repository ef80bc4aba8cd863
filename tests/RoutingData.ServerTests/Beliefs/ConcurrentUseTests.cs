using RoutingData.ServerTests.Failover;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Beliefs;

/// <summary>Two statements at a time on one connection are refused, as by the drivers; and a write's hostgroup is the writer's.</summary>
public sealed class ConcurrentUseTests(RoutedCluster cluster) : IClassFixture<RoutedCluster>
{
    [Fact]
    [Trait("Fault", "C11")]
    public async Task A_second_statement_beside_one_under_way_is_refused_and_the_first_goes_on()
    {
        await using var connection = await cluster.OpenAsync(async: true);
        var reading = connection.ScalarAsync(async: true, "SELECT SLEEP(1)");
        await FailoverSteps.UntilAsync(
            async () => await cluster.Servers.NumberAsync("db002", "SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE '%SLEEP(1)'") +
                await cluster.Servers.NumberAsync("db003", "SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE '%SLEEP(1)'") > 0,
            "the read runs");

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => connection.BeginAsync(async: true));
        Assert.Contains("already in use", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, Convert.ToInt32(await reading, null));
        await using var transaction = await connection.BeginAsync(async: true);
        await connection.ExecuteAsync(async: true, "INSERT INTO numbered (v) VALUES (950)", transaction);
        await transaction.CommitAsync(async: true);
    }

    [Fact]
    [Trait("Fault", "S10")]
    public async Task A_write_is_the_writers_hostgroups_though_its_connection_was_rented_for_a_read()
    {
        var source = cluster.NewSource(options =>
        {
            options.Monitor.WriterIsAlsoReader = true;
            options.ConnectionString = new System.Data.Common.DbConnectionStringBuilder
            {
                ConnectionString = options.ConnectionString, ["Server"] = $"{cluster.Servers["db001"].Address}",
            }.ConnectionString;
        });
        await using var connection = (RoutingDbConnection)await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await connection.ScalarAsync(async: true, "SELECT 1");
        await connection.ExecuteAsync(async: true, "SET @x = 5");
        Assert.Equal(10, connection.Explain("INSERT INTO numbered (v) VALUES (1)").Hostgroup);
        var error = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => connection.ExecuteAsync(async: true, "INSERT INTO keyed VALUES (1, 1)"));
        Assert.Equal(10, error.Data["RoutingData.Hostgroup"]);
    }
}
