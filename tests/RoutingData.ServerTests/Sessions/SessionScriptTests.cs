using RoutingData.Monitor;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Sessions;

/// <summary>What a session remembers between statements, and that nothing of it is left after Close.</summary>
public sealed class SessionScriptTests(RoutedCluster cluster) : IClassFixture<RoutedCluster>
{
    public static IEnumerable<ITheoryDataRow> Cases() =>
        from script in SessionScripts.All
        from async in new[] { true, false }
        select new TheoryDataRow<string, bool>(script.Name, async).WithTrait("Requirement", script.Requirement);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Every_statement_runs_where_the_session_needs_it(string name, bool async)
    {
        Assert.SkipWhen(
            cluster.Servers.Flavor != ServerFlavor.MariaDb && MariaDbScripts.All.Any(script => script.Name == name),
            "Only MariaDB has these statements.");
        await cluster.Servers.ExecuteAsync("db001", "TRUNCATE TABLE testdb.numbered", TestContext.Current.CancellationToken);
        await cluster.Servers.WaitForReplicationAsync(TestContext.Current.CancellationToken);
        await using var connection = cluster.Source.CreateConnection();
        await connection.OpenAsync(async);

        await new SessionScript(cluster, connection, async).RunAsync(SessionScripts.All.Single(script => script.Name == name).Lines);
    }
}
