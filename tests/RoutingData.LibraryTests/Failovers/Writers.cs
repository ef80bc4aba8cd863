using RoutingData.Testing;

namespace RoutingData.LibraryTests.Failovers;

/// <summary>Changes of the writer.</summary>
internal static class Writers
{
    /// <summary>A server that may be the next one.</summary>
    public static string NextOf(LocalCluster servers) =>
        servers.Servers.First(server => server.Name != servers.Writer.Name && server.IsRunning).Name;

    /// <summary>The writer is killed, another server promoted, and the old one comes back as a replica.</summary>
    public static async Task ReplaceKilledAsync(LocalCluster servers, CancellationToken cancellationToken)
    {
        var old = servers.Writer.Name;
        await servers.KillAsync(old, cancellationToken);
        await servers.PromoteAsync(NextOf(servers), cancellationToken);
        await servers.RestartAsync(old, cancellationToken);
        await servers.RejoinAsync(old, cancellationToken);
    }
}
