using System.Data.Common;
using System.Diagnostics;

namespace RoutingData.Bench.Targets;

/// <summary>A way to the servers that is measured: the bare driver, the router, or the bare driver through a proxy.</summary>
/// <param name="name">As on the command line.</param>
/// <param name="writes">Leads to the writer.</param>
/// <param name="reads">Lead to readers; empty where one connection is split by whatever stands behind it.</param>
/// <param name="proxy">The proxy's process, when this program started it.</param>
internal sealed class Target(string name, DbDataSource writes, IReadOnlyList<DbDataSource> reads, Process? proxy = null) : IAsyncDisposable
{
    public string Name => name;

    public Process? Proxy => proxy;

    /// <summary>One worker's place on it.</summary>
    /// <param name="worker">Number of the worker, from 0.</param>
    public Client NewClient(int worker) => new(writes, reads, worker);

    public async ValueTask DisposeAsync()
    {
        await writes.DisposeAsync();
        foreach (var source in reads) await source.DisposeAsync();
        if (proxy is null) return;
        proxy.Kill(entireProcessTree: true);
        await proxy.WaitForExitAsync();
        proxy.Dispose();
    }
}
