using RoutingData.Monitor;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Sessions;

/// <summary>Each fault of <see cref="FaultScripts"/>, mended.</summary>
public sealed class FaultScriptTests(RoutedCluster cluster) : IClassFixture<RoutedCluster>
{
    public static IEnumerable<ITheoryDataRow> Cases() =>
        from script in FaultScripts.All.Concat(VariantScripts.All)
        from async in new[] { true, false }
        select new TheoryDataRow<string, bool>(script.Name, async).WithTrait("Fault", script.Fault);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_session_goes_on_as_on_one_server(string name, bool async)
    {
        var script = FaultScripts.All.Concat(VariantScripts.All).Single(script => script.Name == name);
        Assert.SkipWhen(cluster.Servers.Flavor != ServerFlavor.MariaDb && script.OnlyMariaDb, "Only MariaDB has these statements.");
        await cluster.Servers.ExecuteAsync("db001", "TRUNCATE TABLE testdb.numbered", TestContext.Current.CancellationToken);
        await cluster.Servers.WaitForReplicationAsync(TestContext.Current.CancellationToken);
        await using var connection = cluster.Source.CreateConnection();
        await connection.OpenAsync(async);

        await new SessionScript(cluster, connection, async).RunAsync(
            script.Lines.Replace("| E", cluster.Servers.Flavor == ServerFlavor.MySql ? "| R" : "| W", StringComparison.Ordinal));
    }
}
