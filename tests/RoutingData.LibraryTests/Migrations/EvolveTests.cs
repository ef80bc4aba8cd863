using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.LibraryTests.Migrations;

public sealed class EvolveTests : IDisposable
{
    private readonly DirectoryInfo _scripts = Directory.CreateTempSubdirectory("evolve-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task In_a_writer_scope_it_is_on_the_writer_as_a_whole_and_follows_a_failover()
    {
        await using var cluster = await LibraryCluster.StartAsync();
        await cluster.Log.StartAsync();

        Script("V1__wares.sql", "CREATE TABLE ware (id INT PRIMARY KEY, name VARCHAR(50) NOT NULL);");
        Assert.Equal(1, Migrate(cluster));
        await ExpectAllOnAsync(cluster, "db001");
        await cluster.Servers.WaitForReplicationAsync(Token);
        await cluster.Servers.KillAsync("db001", Token);
        await cluster.Servers.PromoteAsync("db002", Token);
        await cluster.Servers.StopReplicationAsync("db003", Token);
        await cluster.Log.StartAsync();
        Script("V2__price.sql", "ALTER TABLE ware ADD price INT NOT NULL DEFAULT 1; INSERT INTO ware (id, name) VALUES (1, 'first');");
        Assert.Equal(1, Migrate(cluster));
        Assert.Equal(0, Migrate(cluster));

        await ExpectAllOnAsync(cluster, "db002");
        Assert.Equal(1, await cluster.Servers.NumberAsync("db002", "SELECT SUM(price) FROM testdb.ware"));
    }

    private void Script(string name, string sql) => File.WriteAllText(Path.Combine(_scripts.FullName, name), sql);

    private int Migrate(RoutedCluster cluster)
    {
        using var scope = RoutingScope.Writer();
        using var connection = cluster.Source.CreateConnection();
        var evolve = new EvolveDb.Evolve(connection) { Locations = [_scripts.FullName], IsEraseDisabled = true };
        evolve.Migrate();
        return evolve.NbMigration;
    }

    private static async Task ExpectAllOnAsync(RoutedCluster cluster, string writer)
    {
        var statements = (await cluster.Log.ReadAsync()).Where(statement => statement.IsExecution).ToArray();
        Assert.Contains(statements, statement => statement.Text.Contains("ware", StringComparison.Ordinal));
        Assert.All(statements, statement => Assert.Equal(writer, statement.Server));
    }

    public void Dispose() => _scripts.Delete(recursive: true);
}
