using System.Data.Common;
using RoutingData.Monitor;
using RoutingData.Testing;

namespace RoutingData.ServerTests.Groups;

/// <summary>Three servers that are one group, shared by the tests of a class; null where this machine cannot have them.</summary>
public abstract class GroupCluster(ClusterFleet fleet) : IAsyncLifetime
{
    private const string FlavorVariable = "ROUTINGDATA_FLAVOR";

    private readonly LocalClusterOptions _options = new() { Fleet = fleet };
    private LocalCluster? _servers;
    private string? _missing;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The servers; skips the test that asks, and says why, where there are none.</summary>
    public LocalCluster Servers
    {
        get
        {
            Assert.SkipUnless(_missing is null, $"NOT TESTED ON {fleet.ToString().ToUpperInvariant()}: {_missing}");
            return _servers!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        var wanted = Environment.GetEnvironmentVariable(FlavorVariable);
        _missing = (_options.Flavor == ServerFlavor.MySql) == (wanted == "mysql")
            ? await LocalCluster.MissingAsync(_options, Token)
            : $"it is tested in the run with {FlavorVariable}={(_options.Flavor == ServerFlavor.MySql ? "mysql" : "mariadb")}.";
        if (_missing is not null) return;
        _servers = await LocalCluster.StartAsync(_options, Token);
        await _servers.ExecuteAsync("db001", "CREATE TABLE testdb.t (id BIGINT AUTO_INCREMENT PRIMARY KEY, v INT NOT NULL)", Token);
        await _servers.WaitForReplicationAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (_servers is not null) await _servers.DisposeAsync();
    }

    /// <summary>A connection of the application's own, to one server and past any router.</summary>
    public Task<DbConnection> OpenAsync(string server, string user = "app") => Task.Run(
        async () =>
        {
            var connection = MySqlDriver.Find().Factory.CreateConnection()!;
            connection.ConnectionString = new DbConnectionStringBuilder
            {
                ConnectionString = Servers[server].ConnectionString, ["User ID"] = user, ["Password"] = user, ["Database"] = "", ["Pooling"] = false,
            }.ConnectionString;
            await connection.OpenAsync(Token);
            return connection;
        },
        Token);

    /// <summary>The first value of what a statement answers.</summary>
    public static Task<object?> RunAsync(DbConnection connection, string sql) => Task.Run(
        async () =>
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            return await command.ExecuteScalarAsync(Token);
        },
        Token);

    /// <summary>How often a row is there, on one server.</summary>
    public async Task<long> CountAsync(string server, int value) =>
        Convert.ToInt64(await Servers.ScalarAsync(server, $"SELECT COUNT(*) FROM testdb.t WHERE v = {value}", Token), null);
}
