using System.Data.Common;
using RoutingData.Monitor;
using RoutingData.Testing;

namespace RoutingData.Bench.Targets;

/// <summary>Makes the targets of a cluster by their names on the command line.</summary>
internal sealed class TargetFactory(LocalCluster cluster, string routerProgram)
{
    private readonly DbProviderFactory _driver = MySqlDriver.Find().Factory;

    private LocalServer Writer => cluster.Writer;

    private IEnumerable<LocalServer> Readers => cluster.Servers.Where(server => server != cluster.Writer);

    /// <exception cref="ArgumentException">There is no such target, or what it needs is not installed.</exception>
    public async Task<Target> CreateAsync(string name) => name switch
    {
        "direct" => new Target(name, Source(Writer.Host, Writer.Port), [.. Readers.Select(reader => Source(reader.Host, reader.Port))]),
        // All targets read from the same servers.
        "routing" => new Target(name, new RoutingDbDataSource($"{cluster.ConnectionString};Writer Is Also Reader=false"), []),
        "eventual" => new Target(name, new RoutingDbDataSource($"{cluster.ConnectionString};Writer Is Also Reader=false;Consistency=Eventual"), []),
        // All that it measures is heard; nothing of the other targets is.
        "listened" => new Target(
            name, new RoutingDbDataSourceBuilder($"{cluster.ConnectionString};Writer Is Also Reader=false").UseMeterFactory(new HeardMeters()).Build(), []),
        "haproxy" => await ThroughAsync(name, await TcpProxy.StartHaProxyAsync(Writer, Readers)),
        "mysqlrouter" => await ThroughAsync(name, await TcpProxy.StartMySqlRouterAsync(routerProgram, Writer, Readers)),
        _ when name.StartsWith("proxy=", StringComparison.Ordinal) && name["proxy=".Length..].Split(':') is [var host, var port]
            => new Target(name, Source(host, int.Parse(port)), []),
        _ => throw new ArgumentException($"There is no target {name}; there are direct, routing, listened, eventual, haproxy, mysqlrouter, proxy=host:port."),
    };

    private async Task<Target> ThroughAsync(string name, TcpProxy proxy)
    {
        await proxy.WaitUntilItListensAsync();
        return new Target(name, Source("127.0.0.1", proxy.WritePort), [Source("127.0.0.1", proxy.ReadPort)], proxy.Process);
    }

    // A session begins clean, which MySqlConnector sees to by default and MySql.Data does not: like is compared with like.
    private DbDataSource Source(string host, int port) => _driver.CreateDataSource(new DbConnectionStringBuilder
    {
        ConnectionString = Writer.ConnectionString,
        ["Server"] = host,
        ["Port"] = port,
        ["Connection Reset"] = true,
    }.ConnectionString);
}
