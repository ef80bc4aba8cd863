using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Storage;
using RoutingData.LibraryTests.Libraries;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.LibraryTests.Orleans;

/// <summary>A silo whose membership and whose grains' states are on the servers. Each write is the state of a grain of its own.</summary>
internal sealed class OrleansSilo : ILibrary, IAsyncDisposable
{
    private const string Invariant = "MySql.Data.MySqlClient";

    private readonly IHost _host;
    private readonly IGrainStorage _storage;
    private readonly int[] _written = new int[8];

    private OrleansSilo(IHost host)
    {
        _host = host;
        _storage = host.Services.GetRequiredKeyedService<IGrainStorage>("entries");
    }

    public static async Task<OrleansSilo> StartAsync(RoutedCluster cluster, CancellationToken cancellationToken)
    {
        // A grain that is activated elsewhere is another session, and must see what the former activation has written.
        var connectionString = LibraryCluster.ConnectionStringOf(cluster) + ";Consistency=Global";
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.UseOrleans(silo => silo
            .Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = ("tests", "tests"))
            .Configure<EndpointOptions>(options => (options.AdvertisedIPAddress, options.SiloPort, options.GatewayPort) = (IPAddress.Loopback, FreePort(), 0))
            .UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Invariant, connectionString))
            .AddAdoNetGrainStorage("entries", options => (options.Invariant, options.ConnectionString) = (Invariant, connectionString)));
        var host = builder.Build();
        await host.StartAsync(cancellationToken);
        return new OrleansSilo(host);
    }

    public async Task WriteAsync(int worker, int number, CancellationToken cancellationToken)
    {
        await _storage.WriteStateAsync("entry", IdOf(worker, number), new GrainState<int>(number));
        _written[worker] = number;
    }

    /// <summary>Reads what was written last; it must be there.</summary>
    public async Task<int> CountAsync(int worker, CancellationToken cancellationToken)
    {
        var state = new GrainState<int>();
        await _storage.ReadStateAsync("entry", IdOf(worker, _written[worker]), state);
        Assert.True(state.RecordExists);
        return state.State;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private static GrainId IdOf(int worker, int number) => GrainId.Create("entry", $"{worker}/{number}");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
