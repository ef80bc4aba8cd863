using System.Data.Common;
using System.Diagnostics;
using RoutingData.Monitor;
using RoutingData.Testing;

namespace RoutingData.Bench.Failover;

/// <summary>A proxy in the router's place: the same load, with the bare driver, for a comparison.</summary>
/// <param name="Host">Where it listens.</param>
/// <param name="Port">Where it listens.</param>
/// <param name="Setup">A shell command that points it at the servers of a run, or null: <c>$SERVERS</c> lists them as host:port.</param>
internal sealed record ViaProxy(string Host, int Port, string? Setup)
{
    public async Task PointAtAsync(LocalCluster cluster)
    {
        if (Setup is null) return;
        var start = new ProcessStartInfo("/bin/sh", ["-c", Setup]);
        start.Environment["SERVERS"] = string.Join(' ', cluster.Servers.Select(server => server.Address));
        using var setup = Process.Start(start)!;
        await setup.WaitForExitAsync();
        if (setup.ExitCode != 0) throw new InvalidOperationException($"The proxy's setup ended with {setup.ExitCode}.");
    }

    public DbDataSource Source(LocalCluster cluster) => MySqlDriver.Find().Factory.CreateDataSource(new DbConnectionStringBuilder
    {
        ConnectionString = cluster.Writer.ConnectionString,
        ["Server"] = Host,
        ["Port"] = Port,
        ["Connection Reset"] = true,
    }.ConnectionString);
}
