using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.LibraryTests.Migrations;

public sealed class EvolveTests : IDisposable
{
    private readonly DirectoryInfo _scripts = Directory.CreateTempSubdirectory("evolve-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Without a scope by its lock: what comes before GET_LOCK, or after RELEASE_LOCK, may be on a reader.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_sees_its_own_versions_whatever_the_replicas_show_and_follows_a_failover(bool inScope)
    {
        await using var cluster = await LibraryCluster.StartAsync();
        await cluster.Log.StartAsync();

        Script("V1__wares.sql", "CREATE TABLE ware (id INT PRIMARY KEY, name VARCHAR(50) NOT NULL);");
        Assert.Equal(1, Migrate(cluster, inScope));
        await ExpectOnAsync(cluster, "db001", inScope);
        await cluster.Servers.WaitForReplicationAsync(Token);
        await cluster.Servers.KillAsync("db001", Token);
        await cluster.Servers.PromoteAsync("db002", Token);
        await cluster.Servers.StopReplicationAsync("db003", Token);
        await cluster.Log.StartAsync();
        Script("V2__price.sql", "ALTER TABLE ware ADD price INT NOT NULL DEFAULT 1; INSERT INTO ware (id, name) VALUES (1, 'first');");
        Assert.Equal(1, Migrate(cluster, inScope));
        Assert.Equal(0, Migrate(cluster, inScope));

        await ExpectOnAsync(cluster, "db002", inScope);
        Assert.Equal(1, await cluster.Servers.NumberAsync("db002", "SELECT SUM(price) FROM testdb.ware"));
    }

    private void Script(string name, string sql) => File.WriteAllText(Path.Combine(_scripts.FullName, name), sql);

    private int Migrate(RoutedCluster cluster, bool inScope)
    {
        using var scope = inScope ? RoutingScope.Writer() : default;
        using var connection = cluster.Source.CreateConnection();
        var evolve = new EvolveDb.Evolve(connection) { Locations = [_scripts.FullName], IsEraseDisabled = true };
        evolve.Migrate();
        return evolve.NbMigration;
    }

    private static async Task ExpectOnAsync(RoutedCluster cluster, string writer, bool all)
    {
        var statements = (await cluster.Log.ReadAsync()).Where(statement => statement.IsExecution).ToArray();
        Assert.Contains(statements, statement => statement.Text.Contains("ware", StringComparison.Ordinal));
        var locks = 0;
        foreach (var statement in statements)
        {
            if (statement.Text.Contains("GET_LOCK", StringComparison.Ordinal)) locks++;
            if (all || locks > 0) Assert.Equal((writer, statement.Text), (statement.Server, statement.Text));
            if (statement.Text.Contains("RELEASE_LOCK", StringComparison.Ordinal)) locks--;
        }
    }

    public void Dispose() => _scripts.Delete(recursive: true);
}
