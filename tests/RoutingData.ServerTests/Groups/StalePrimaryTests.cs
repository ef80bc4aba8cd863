using RoutingData.ServerTests.RoutedClusters;
using RoutingData.Testing;

namespace RoutingData.ServerTests.Groups;

/// <summary>
/// What a primary of Group Replication says that hung, was replaced, and goes on; and what becomes of what is written to it. Too long for every run: by name,
/// with <c>-explicit only</c>.
/// </summary>
public sealed class StalePrimaryTests(GroupReplicationTests.Cluster cluster, ITestOutputHelper output) : IClassFixture<GroupReplicationTests.Cluster>
{
    private const int Repetitions = 6;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task What_it_answers()
    {
        var servers = cluster.Servers;
        List<string> told = [];
        for (var i = 0; i < Repetitions; i++)
        {
            var (transacts, value) = (i % 2 == 1, 2_000 + i);
            var stale = servers.Writer.Name;
            await using var open = await cluster.OpenAsync(stale);
            await servers.PauseAsync(stale, Token);
            var election = await servers.WaitForElectionAsync(stale, Token);
            await servers.ExecuteAsync(election.Writer.Name, $"INSERT INTO testdb.t (v) VALUES ({10_000 + i})", Token);
            await servers.ResumeAsync(stale, Token);
            var missing = await TellAsync(() => GroupCluster.RunAsync(open, $"SELECT COUNT(*) = 0 FROM testdb.t WHERE v = {10_000 + i}"));
            var readOnly = await TellAsync(() => GroupCluster.RunAsync(open, "SELECT @@GLOBAL.read_only"));
            var write = await TellAsync(async () =>
            {
                if (transacts) await GroupCluster.RunAsync(open, "BEGIN");
                await GroupCluster.RunAsync(open, $"INSERT INTO testdb.t (v) VALUES ({value})");
                return transacts ? await GroupCluster.RunAsync(open, "COMMIT") : null;
            });
            await servers.RejoinAsync(stale, Token);
            await servers.WaitForReplicationAsync(Token);
            told.Add(
                $"{(transacts ? "COMMIT" : "autocommit")}: stale read {missing}, read_only {readOnly}, write {write}, rows {await cluster.CountAsync(election.Writer.Name, value)}");
        }

        foreach (var kind in told.CountBy(line => line)) output.WriteLine($"{kind.Value} x {kind.Key}");
        Assert.Equal(Repetitions, told.Count);
    }

    private static async Task<string> TellAsync(Func<Task<object?>> action)
    {
        try
        {
            return (await action())?.ToString() ?? "done";
        }
        catch (Exception error)
        {
            return $"error {ServerError.NumberOf(error)}";
        }
    }
}
