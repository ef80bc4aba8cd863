using RoutingData.ServerTests.RoutedClusters;
using RoutingData.Testing;

namespace RoutingData.LibraryTests;

/// <summary>Three servers with the table that all libraries write to.</summary>
internal static class LibraryCluster
{
    public static async Task<RoutedCluster> StartAsync()
    {
        // MySQL refuses LOAD DATA LOCAL, which a bulk copy is, unless it is told otherwise.
        var cluster = await RoutedCluster.StartAsync(new LocalClusterOptions { ServerArguments = ["--binlog-format=ROW", "--local-infile=1"] });
        // No unique key over worker and number: a write that ran twice must show.
        await cluster.Servers.ExecuteAsync(
            "db001", "USE testdb; CREATE TABLE entry (id BIGINT AUTO_INCREMENT PRIMARY KEY, worker INT NOT NULL, number INT NOT NULL)",
            TestContext.Current.CancellationToken);
        await cluster.Servers.WaitForReplicationAsync(TestContext.Current.CancellationToken);
        return cluster;
    }

    /// <summary>The router's connection string, for what makes its connections itself.</summary>
    public static string ConnectionStringOf(RoutedCluster cluster) =>
        $"{cluster.Servers.ConnectionString};Monitor Username=monitor;Monitor Password=monitor;Writer Is Also Reader=false;" +
        "Allow User Variables=true;Allow Load Local Infile=true";
}
