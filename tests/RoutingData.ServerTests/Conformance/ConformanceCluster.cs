using System.Data.Common;
using RoutingData.Monitor;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Conformance;

/// <summary>Servers, the tables of the actions on them, and the two ways to them.</summary>
public sealed class ConformanceCluster : IAsyncLifetime
{
    private RoutedCluster? _cluster;
    private DbConnection? _own;

    /// <summary>Straight to the writer, reset between sessions as the router's connections are.</summary>
    public string BareConnectionString { get; private set; } = "";

    /// <summary>To all servers through the router.</summary>
    public string RoutedConnectionString { get; private set; } = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RoutedCluster Cluster => _cluster ?? throw new InvalidOperationException("The servers have not been started.");

    public async ValueTask InitializeAsync()
    {
        _cluster = await RoutedCluster.StartAsync();
        foreach (var statement in ConformanceTables.Definitions) await Cluster.Servers.ExecuteAsync("db001", statement, Token);
        await Cluster.Servers.WaitForReplicationAsync(Token);

        var all = Cluster.Servers.ConnectionString + ";Allow User Variables=true";
        RoutedConnectionString = all + ";Monitor Username=monitor;Monitor Password=monitor;Writer Is Also Reader=false;Consistency=Eventual";
        var writer = Cluster.Servers["db001"].Address;
        var bare = new DbConnectionStringBuilder { ConnectionString = all };
        (bare["Server"], bare["Port"], bare["Connection Reset"]) = (writer.Hostname, writer.Port, true);
        if (MySqlDriver.Find().Name == "MySqlConnector") bare["Use XA Transactions"] = false;
        BareConnectionString = bare.ConnectionString;

        _own = MySqlDriver.Find().Factory.CreateConnection()!;
        _own.ConnectionString = $"{BareConnectionString};Pooling=false";
        await _own.OpenAsync(Token);
    }

    // Readers are asked too, and as they are: they must have got it.
    internal async Task ResetAsync()
    {
        await _own!.ExecuteAsync(async: false, ConformanceTables.Reset);
        await Cluster.Servers.WaitForReplicationAsync(Token);
    }

    internal Task<string> ContentAsync() => _own!.TextAsync(async: false, ConformanceTables.Content);

    public async ValueTask DisposeAsync()
    {
        RoutingDbConnection.ClearAllPools();
        if (_own is not null) await _own.DisposeAsync();
        if (_cluster is not null) await _cluster.DisposeAsync();
    }
}
