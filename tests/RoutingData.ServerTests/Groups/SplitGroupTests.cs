using System.Data.Common;
using RoutingData.ServerTests.LocalClusters;
using RoutingData.ServerTests.RoutedClusters;
using RoutingData.Testing;

namespace RoutingData.ServerTests.Groups;

/// <summary>
/// What Galera tells a client when a group loses its quorum or two members write one row, and what becomes of the write. Too long for every run: by name, with
/// <c>-explicit only</c>.
/// </summary>
public sealed class SplitGroupTests(GaleraTests.Cluster cluster, ITestOutputHelper output) : IClassFixture<GaleraTests.Cluster>
{
    private const int Repetitions = 20;
    private static int _value = 1_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task A_write_in_flight_when_the_quorum_is_lost()
    {
        var servers = cluster.Servers;
        List<string> told = [];
        for (var i = 0; i < Repetitions; i++)
        {
            var transacts = i % 2 == 1;
            await using var connection = await cluster.OpenAsync("db001");
            await servers.PauseAsync("db002", Token);
            await servers.PauseAsync("db003", Token);
            // Sent while all believe the group to be whole; its answer comes when that is no longer so.
            var value = ++_value;
            var error = await ErrorAsync(() => InsertAsync(connection, value, transacts));
            await using var later = await cluster.OpenAsync("db001");
            var read = await ErrorAsync(() => GroupCluster.RunAsync(later, "SELECT COUNT(*) FROM testdb.t"));
            var lost = ++_value;
            var write = await ErrorAsync(() => InsertAsync(later, lost, transacts: false));
            await servers.ResumeAsync("db002", Token);
            await servers.ResumeAsync("db003", Token);
            await servers.RejoinAsync("db003", Token);
            await servers.WaitForReplicationAsync(Token);
            told.Add(
                $"{(transacts ? "COMMIT" : "autocommit")}: {error ?? 0}, rows {await RowsAsync(value)}; then a read {read ?? 0}, a write {write ?? 0}, rows {await RowsAsync(lost)}");
        }

        foreach (var kind in told.CountBy(line => line)) output.WriteLine($"{kind.Value} x {kind.Key}");
        Assert.Equal(Repetitions, told.Count);
    }

    [Fact(Explicit = true)]
    public async Task A_write_in_flight_when_its_member_is_cut_off()
    {
        var servers = cluster.Servers;
        Assert.SkipUnless(servers.CanCut, "This machine does not allow it: it needs root and nft.");
        List<string> told = [];
        for (var i = 0; i < Repetitions; i++)
        {
            await using var connection = await cluster.OpenAsync("db001");
            var acknowledged = new List<int>();
            var writing = WriteOnAsync(connection, acknowledged);
            await Wait.UntilAsync(() => acknowledged.Count > 20, "writes are under way");
            await servers.CutAsync("db001", Token);
            await servers.WaitForElectionAsync("db001", Token);
            await servers.HealAsync("db001", Token);
            var (value, error) = await writing;
            await servers.RejoinAsync("db001", Token);
            await servers.WaitForReplicationAsync(Token);
            told.Add($"autocommit: {error ?? 0}, rows {await RowsAsync(value)}");
            Assert.Equal("1,1,1", await RowsAsync(acknowledged[^1]));
        }

        foreach (var kind in told.CountBy(line => line)) output.WriteLine($"{kind.Value} x {kind.Key}");
        Assert.Equal(Repetitions, told.Count);
    }

    [Fact(Explicit = true)]
    public async Task Two_members_write_one_row()
    {
        await cluster.Servers.ExecuteAsync("db001", "CREATE TABLE testdb.shared (id INT PRIMARY KEY, v INT); INSERT INTO testdb.shared VALUES (1, 0)", Token);
        await cluster.Servers.WaitForReplicationAsync(Token);
        await using var one = await cluster.OpenAsync("db001");
        await using var other = await cluster.OpenAsync("db002");
        List<string> told = [];
        for (var i = 0; i < 5 * Repetitions; i++)
        {
            var (first, second) = (++_value, ++_value);
            await BeginAsync(one, first);
            await BeginAsync(other, second);
            var errors = await Task.WhenAll(ErrorAsync(() => GroupCluster.RunAsync(one, "COMMIT")), ErrorAsync(() => GroupCluster.RunAsync(other, "COMMIT")));
            await cluster.Servers.WaitForReplicationAsync(Token);
            foreach (var (error, value) in errors.Zip([first, second])) told.Add($"COMMIT: {error ?? 0}, rows {await RowsAsync(value)}");
        }

        foreach (var kind in told.CountBy(line => line)) output.WriteLine($"{kind.Value} x {kind.Key}");
        Assert.All(told, line => Assert.Contains(line, new[] { "COMMIT: 0, rows 1,1,1", "COMMIT: 1213, rows 0,0,0" }));
    }

    private static Task<object?> BeginAsync(DbConnection connection, int value) =>
        GroupCluster.RunAsync(connection, $"BEGIN; INSERT INTO testdb.t (v) VALUES ({value}); UPDATE testdb.shared SET v = {value} WHERE id = 1");

    private static async Task<object?> InsertAsync(DbConnection connection, int value, bool transacts)
    {
        if (transacts) await GroupCluster.RunAsync(connection, "BEGIN");
        await GroupCluster.RunAsync(connection, $"INSERT INTO testdb.t (v) VALUES ({value})");
        return transacts ? await GroupCluster.RunAsync(connection, "COMMIT") : null;
    }

    private static async Task<(int Value, int? Error)> WriteOnAsync(DbConnection connection, List<int> acknowledged)
    {
        while (true)
        {
            var value = ++_value;
            if (await Record.ExceptionAsync(() => InsertAsync(connection, value, transacts: false)) is { } error) return (value, ServerError.NumberOf(error));
            acknowledged.Add(value);
        }
    }

    private static async Task<int?> ErrorAsync(Func<Task> action) => ServerError.NumberOf(await Record.ExceptionAsync(action));

    private async Task<string> RowsAsync(int value) => string.Join(
        ',', await Task.WhenAll(cluster.Servers.Servers.Select(server => cluster.CountAsync(server.Name, value))));
}
