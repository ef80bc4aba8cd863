using Microsoft.EntityFrameworkCore;
using RoutingData.EntityFrameworkCore.Tests.Shop;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.EntityFrameworkCore.Tests.Migrating;

/// <summary>Migrate: the lock, the history and the changes are one session's work on the writer.</summary>
public sealed class MigrationTests(ShopCluster cluster) : IClassFixture<ShopCluster>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D12")]
    public async Task Of_two_at_once_the_second_waits_for_the_first_and_finds_nothing_to_do(bool async)
    {
        await cluster.Servers.ExecuteAsync("db001", "DROP TABLE IF EXISTS testdb.Visits, testdb.__EFMigrationsHistory", Token);
        await cluster.Servers.WaitForReplicationAsync(Token);
        await cluster.Log.StartAsync();

        await Task.WhenAll(MigrateAsync(async), MigrateAsync(async));

        Assert.Equal(1L, await cluster.Servers.NumberAsync("db001", "SELECT COUNT(*) FROM testdb.Visits"));
        Assert.Equal("server 1", await cluster.Servers.ScalarAsync("db001", "SELECT Place FROM testdb.Visits", Token));
        Assert.Equal(2L, await cluster.Servers.NumberAsync("db001", "SELECT COUNT(*) FROM testdb.__EFMigrationsHistory"));
        var log = (await cluster.Log.ReadAsync()).Where(statement => statement.IsExecution).ToArray();
        AssertWithinLocks(log);
        Assert.DoesNotContain(log, statement => statement.Server != "db001" && statement.Text.Contains("Visits", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Back_to_nothing_and_forth_again()
    {
        await using var context = NewContext();
        await context.Database.MigrateAsync(Token);
        await context.Database.MigrateAsync("0", Token);
        Assert.Equal(0L, await TablesAsync());

        await context.Database.MigrateAsync(Token);

        Assert.Equal(1L, await TablesAsync());
        using (RoutingScope.Writer()) Assert.Empty(await context.Database.GetPendingMigrationsAsync(Token));
    }

    private Task<long> TablesAsync() => cluster.Servers.NumberAsync(
        "db001", "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'testdb' AND table_name = 'Visits'");

    private async Task MigrateAsync(bool async)
    {
        await using var context = NewContext();
        await BothWorlds.RunAsync(async, () => context.Database.MigrateAsync(), () => context.Database.Migrate());
    }

    private MigratedContext NewContext() => new(cluster.Options());

    // Everything between a session's GET_LOCK and its RELEASE_LOCK is on one connection, and no other session holds the lock meanwhile.
    private static void AssertWithinLocks(LoggedStatement[] log)
    {
        var releases = log.Where(statement => statement.Text.Contains("RELEASE_LOCK", StringComparison.Ordinal)).ToArray();
        var acquisitions = log.Where(statement => statement.Text.Contains("GET_LOCK", StringComparison.Ordinal)).ToArray();
        Assert.Equal(2, releases.Length);
        Assert.Equal(acquisitions.Select(statement => statement.Thread).Order(), releases.Select(statement => statement.Thread).Order());
        var changes = log.Where(statement => statement.Text.Contains("Visits", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(changes);
        Assert.All(changes, change => Assert.Equal(releases[0].Thread, change.Thread));
        Assert.All(changes, change => Assert.True(change.At <= releases[0].At));
    }
}
