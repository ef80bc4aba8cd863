using System.Data.Common;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RoutingData.ServerTests.Diagnostics;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Reloading;

/// <summary>An application whose router is configured by a section that changes while it runs.</summary>
internal sealed class ConfiguredApplication : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public ConfiguredApplication(RoutedCluster cluster, params string[] servers)
    {
        var settings = new Dictionary<string, string?>
        {
            ["RoutingData:ConnectionString"] = WithoutServers(cluster.Servers.ConnectionString) + ";Allow User Variables=true",
            ["RoutingData:Monitor:Username"] = "monitor",
            ["RoutingData:Monitor:Password"] = "monitor",
            ["RoutingData:Monitor:WriterIsAlsoReader"] = "false",
            ["RoutingData:Consistency:Level"] = "Eventual",
        };
        for (var i = 0; i < servers.Length; i++)
        {
            settings[$"RoutingData:Servers:{i}:Hostname"] = cluster.Servers[servers[i]].Host;
            settings[$"RoutingData:Servers:{i}:Port"] = $"{cluster.Servers[servers[i]].Port}";
        }

        Configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(Log);
        services.AddRoutingMySql(Configuration.GetSection("RoutingData"));
        _services = services.BuildServiceProvider();
        Source = _services.GetRequiredService<RoutingDbDataSource>();
    }

    public IConfigurationRoot Configuration { get; }

    public CapturedLog Log { get; } = new();

    public RoutingDbDataSource Source { get; }

    public async Task<RoutingDbConnection> OpenAsync(bool async)
    {
        var connection = Source.CreateConnection();
        await connection.OpenAsync(async);
        return connection;
    }

    /// <summary>Changes settings as an edited file would, all of them before anybody is told.</summary>
    public void Change(params (string Key, string? Value)[] settings)
    {
        foreach (var (key, value) in settings) Configuration[$"RoutingData:{key}"] = value;
        Configuration.Reload();
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static string WithoutServers(string connectionString)
    {
        var builder = new DbConnectionStringBuilder { ConnectionString = connectionString };
        builder.Remove("Server");
        return builder.ConnectionString;
    }
}
