using System.Diagnostics;
using RoutingData.Bench.Failover.Checks;
using RoutingData.Bench.Failover.Loads;
using RoutingData.Testing;

namespace RoutingData.Bench.Failover.Faults;

/// <summary>What a fault strikes at: the servers and the load on them. Keeps the time line.</summary>
/// <param name="cluster">db001 is the writer, db002 and db003 are replicas.</param>
/// <param name="load">Runs from before the fault until after it.</param>
/// <param name="router">The router, unless the load goes through a proxy.</param>
/// <param name="user">The application's user, whose connections are counted.</param>
/// <param name="promoteAfter">How long the promoter takes to act.</param>
internal sealed class Stage(LocalCluster cluster, Load load, RoutingDbDataSource? router, string user, TimeSpan promoteAfter)
{
    private HashSet<long> _sockets = [];

    public LocalCluster Cluster => cluster;

    public RoutingDbDataSource Router => router!;

    public TimeLine Time { get; } = new(cluster.Writer.ServerId);

    /// <summary>Connections to the former writer that outlived its demotion; null while nobody has counted.</summary>
    public int? StaleSockets { get; private set; }

    /// <summary>The load goes on for a while.</summary>
    public static Task PassAsync(int milliseconds) => Task.Delay(milliseconds);

    /// <summary>Somebody notices that the writer is gone, and promotes db002.</summary>
    public async Task PromoteAsync()
    {
        await Task.Delay(promoteAfter);
        Note(await cluster.PromoteAsync("db002"));
        await load.WaitForAsync(5);
    }

    /// <summary>The group elects another writer.</summary>
    public async Task ElectAsync(string former)
    {
        if (cluster.Fleet == ClusterFleet.Galera)
            Time.TakeWrites(cluster.Servers.Where(server => server.Name != former).Select(server => server.ServerId), Stopwatch.GetTimestamp());
        Note(await cluster.WaitForElectionAsync(former));
        await load.WaitForAsync(5);
    }

    public async Task SetPrimaryAsync(string server) => Note(await cluster.SetPrimaryAsync(server));

    public async Task SwitchOverAsync() => Note(await cluster.SwitchoverAsync("db002"));

    public async Task SetReadOnlyAsync(string server, bool readOnly)
    {
        var at = Stopwatch.GetTimestamp();
        await cluster.ExecuteAsync(server, $"SET GLOBAL read_only = {(readOnly ? 1 : 0)}");
        if (!readOnly) Time.WritableAgain(at);
    }

    /// <summary>Notes which connections the application has to a server.</summary>
    public async Task NoteSocketsAsync(string server) => _sockets = await SocketsAsync(server, "TRUE");

    /// <summary>
    /// Counts which of them are still there, a second from now. Idle ones only: a commit that waits for replicas which have left does not
    /// notice that its client has gone, and that one is no client's connection any more.
    /// </summary>
    public async Task CountStaleSocketsAsync(string server)
    {
        await Task.Delay(1000);
        StaleSockets = (await SocketsAsync(server, "command = 'Sleep'")).Count(_sockets.Contains);
    }

    private async Task<HashSet<long>> SocketsAsync(string server, string condition)
    {
        var ids = await cluster.ScalarAsync(
            server, $"SELECT GROUP_CONCAT(id) FROM information_schema.processlist WHERE user = '{user}' AND {condition}");
        return ids is string text ? [.. text.Split(',').Select(long.Parse)] : [];
    }

    private void Note(Election election) => Time.Elected(election.Writer.ServerId, election.NotYetTimestamp, election.SeenTimestamp);

    private void Note(Promotion promotion) => Time.Promoted(promotion.Writer.ServerId, promotion.WritableTimestamp);
}
