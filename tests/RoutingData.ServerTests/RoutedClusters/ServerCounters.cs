using System.Globalization;
using RoutingData.Monitor;
using RoutingData.Testing;

namespace RoutingData.ServerTests.RoutedClusters;

/// <summary>What the servers count themselves, asked as their administrator.</summary>
internal static class ServerCounters
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>How many connections users have on all servers that run.</summary>
    public static async Task<long> ConnectionsOfAsync(this LocalCluster servers, params string[] users)
    {
        var list = string.Join(", ", users.Select(user => $"'{user}'"));
        var counts = await Task.WhenAll(servers.Servers.Where(server => server.IsRunning && !server.IsPaused).Select(
            server => servers.NumberAsync(server.Name, $"SELECT COUNT(*) FROM information_schema.processlist WHERE user IN ({list})")));
        return counts.Sum();
    }

    public static async Task<long> NumberAsync(this LocalCluster servers, string name, string sql) =>
        Convert.ToInt64(await servers.ScalarAsync(name, sql, Token), CultureInfo.InvariantCulture);

    public static Task<long> StatusAsync(this LocalCluster servers, string name, string variable) =>
        servers.NumberAsync(name, $"SELECT variable_value FROM {StatusSchema(servers.Flavor)}.global_status WHERE variable_name = '{variable}'");

    private static string StatusSchema(ServerFlavor flavor) =>
        flavor == ServerFlavor.MySql ? "performance_schema" : "information_schema";

    /// <summary>Waits until users have so many connections left, which servers notice a moment after they were closed.</summary>
    public static async Task WaitForConnectionsAsync(this LocalCluster servers, long expected, params string[] users)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(Limit);
        long count;
        while ((count = await servers.ConnectionsOfAsync(users)) != expected)
        {
            Assert.False(deadline.IsCancellationRequested, $"{string.Join(", ", users)} still have {count} connections, not {expected}.");
            await Task.Delay(20, Token);
        }
    }
}
