using System.Reflection;
using FailoverDemo.Reports;
using FailoverDemo.Scenarios;
using RoutingData;
using RoutingData.Monitor;
using RoutingData.Testing;

namespace FailoverDemo;

/// <summary>All tests, one after another.</summary>
internal sealed class Demo(RoutingDbDataSource dataSource, TestTable table, Stage stage, Pace pace, LocalCluster? cluster)
{
    private const int ReaderHostgroup = 20;
    private const string FirstWriter = "db001";
    private const string SecondWriter = "db002";

    private static readonly TimeSpan FirstProbes = TimeSpan.FromSeconds(5);

    public async Task<DemoReport> RunAsync(CancellationToken cancellationToken)
    {
        // So that the connect test knows how many servers it may expect.
        await dataSource.Monitor.WaitForAsync(topology => topology.IsComplete, FirstProbes, cancellationToken);

        var report = new DemoReport
        {
            Driver = DriverName(),
            Server = await ServerVersionAsync(cancellationToken),
            Readers = dataSource.Monitor.Current.MembersOf(ReaderHostgroup).Length,
            Writer = cluster?.Writer.Name ?? await table.WriterAsync(cancellationToken),
            Connect = await new ConnectTest(table, stage, pace).RunAsync(cancellationToken),
            Insert = await new InsertTest(table, stage, pace).RunAsync(cancellationToken),
        };
        return cluster is null ? report : report with
        {
            Failover = await new FailoverTest(cluster, table, stage, pace).RunAsync(FirstWriter, SecondWriter, cancellationToken),
            Switchover = await new SwitchoverTest(cluster, table, stage, pace).RunAsync(SecondWriter, FirstWriter, cancellationToken),
        };
    }

    private async Task<string> ServerVersionAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return connection.ServerVersion;
    }

    private static string DriverName()
    {
        var assembly = MySqlDriver.Find().Factory.GetType().Assembly;
        var version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        return $"{assembly.GetName().Name} {version?.Split('+')[0]}";
    }
}
