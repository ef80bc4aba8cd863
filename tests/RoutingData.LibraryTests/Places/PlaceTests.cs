using System.Text.RegularExpressions;
using RoutingData.LibraryTests.Libraries;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.LibraryTests.Places;

/// <summary>What each library writes goes to the writer, what it reads to a reader, before a failover and after it, as the servers' logs say.</summary>
public sealed class PlaceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => AllLibraries.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Writes_follow_the_writer_and_reads_the_readers(string name)
    {
        await using var cluster = await LibraryCluster.StartAsync();
        var library = AllLibraries.Make(name, cluster, ConsistencyLevel.Eventual);
        await cluster.Log.StartAsync();

        await library.WriteAsync(1, 1, Token);
        await cluster.Servers.WaitForReplicationAsync(Token);
        Assert.Equal(1, await library.CountAsync(1, Token));

        await ExpectAsync(cluster, "db001");

        await cluster.Servers.KillAsync("db001", Token);
        var write = library.WriteAsync(1, 2, Token);
        await cluster.Servers.PromoteAsync("db002", Token);
        await write;
        await cluster.Servers.WaitForReplicationAsync(Token);
        await cluster.Log.StartAsync();
        await library.WriteAsync(1, 3, Token);
        await cluster.Servers.WaitForReplicationAsync(Token);
        Assert.Equal(3, await library.CountAsync(1, Token));

        await ExpectAsync(cluster, "db002");
    }

    private static async Task ExpectAsync(RoutedCluster cluster, string writer)
    {
        var statements = (await cluster.Log.ReadAsync()).Where(statement => statement.IsExecution).ToArray();
        Assert.Equal([writer], Having("INSERT INTO"));
        var reader = Assert.Single(Having(@"\bCOUNT\("));
        Assert.NotEqual(writer, reader);

        string[] Having(string pattern) =>
            [.. statements.Where(statement => Regex.IsMatch(statement.Text, pattern, RegexOptions.IgnoreCase)).Select(statement => statement.Server)];
    }
}
