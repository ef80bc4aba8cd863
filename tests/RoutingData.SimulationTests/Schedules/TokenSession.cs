using System.Collections.Immutable;
using RoutingData.Testing;
using RoutingData.Testing.Simulation;

namespace RoutingData.SimulationTests.Schedules;

/// <summary>A session that goes from process to process, as requests behind a balancer do: in each it opens a connection, hands it its token, writes and reads a little,
/// and takes the token from there with it.</summary>
internal sealed class TokenSession(
    int id, int seed, IReadOnlyList<RoutingDbDataSource> processes, SimulatedCluster cluster, SimulatedClock clock, List<TokenStep> steps)
{
    private readonly Random _random = new(seed);
    private ConsistencyToken _token = ConsistencyToken.None;
    private ImmutableHashSet<int> _carried = [];
    private ImmutableHashSet<int> _acknowledged = [];
    private readonly List<TokenEnd> _told = [];
    private int _written;

    public async Task RunAsync()
    {
        for (var left = _random.Next(10, 25); left > 0; left--)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(_random.Next(3) == 0 ? 600 : 30)), clock);
            try
            {
                await GoOnAsync(_random.Next(processes.Count));
            }
            catch (Exception exception) when (exception is RoutingDbException or SimulatedDbException or IOException or TimeoutException)
            {
                // The token that it had it has still.
            }
        }
    }

    /// <summary>What it was told on its way, and what its token says in each process now.</summary>
    public async Task<IReadOnlyList<TokenEnd>> EndAsync()
    {
        List<TokenEnd> ends = [.. _told];
        for (var process = 0; process < processes.Count; process++)
        {
            await using var connection = processes[process].CreateConnection();
            connection.UseConsistencyToken(_token);
            await connection.OpenAsync();
            // What the writer may have written itself since it was asked last is no wonder: it answers the first read, and is asked meanwhile.
            for (var read = 0; read < 3; read++)
            {
                await ReadAsync(connection);
                await Task.Delay(TimeSpan.FromMilliseconds(200), clock);
            }

            ends.Add(new TokenEnd(id, process, _acknowledged, connection.WritesLost));
        }

        return ends;
    }

    private async Task GoOnAsync(int process)
    {
        using var scope = _random.Next(3) == 0 ? RoutingScope.ReadYourWrites(_token) : null;
        await using var connection = processes[process].CreateConnection();
        if (scope is null) connection.UseConsistencyToken(_token);
        await connection.OpenAsync();
        var (carried, acknowledged, writer) = (_carried, _acknowledged, cluster.Writer);
        for (var left = _random.Next(1, 4); left > 0; left--)
        {
            if (_random.Next(2) == 0)
            {
                var number = (id * 1000) + ++_written;
                await using var command = connection.CreateCommand();
                command.CommandText = $"INSERT INTO writes (n) VALUES ({number})";
                await command.ExecuteNonQueryAsync();
                (carried, acknowledged) = (carried.Add(number), acknowledged.Add(number));
            }
            else
            {
                var (began, there) = (clock.Elapsed, ThereNow());
                var shown = await ReadAsync(connection);
                steps.Add(new TokenStep(id, process, began, carried, there.Intersect(ThereNow()), shown, connection.LastServer));
                carried = carried.Union(shown);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(20)), clock);
        }

        // A scope's token speaks of what it has written.
        _token = scope is null ? await connection.GetConsistencyTokenAsync() : await scope.GetConsistencyTokenAsync();
        _carried = scope is null ? carried : _carried.Union(acknowledged);
        // Made of another server's position it says nothing of what the former one took with it.
        _acknowledged = cluster.Writer == writer ? acknowledged : [];
        if (!connection.WritesLost && scope is not { WritesLost: true }) return;
        // It is told once.
        _told.Add(new TokenEnd(id, process, Acknowledged: _acknowledged, Lost: true));
        _acknowledged = [];
    }

    private ImmutableHashSet<int> ThereNow() => [.. cluster.Writer.Log.Transactions.SelectMany(Invariants.Writes.Numbers)];

    private static async Task<ImmutableHashSet<int>> ReadAsync(RoutingDbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT n FROM writes";
        await using var reader = await command.ExecuteReaderAsync();
        var numbers = ImmutableHashSet.CreateBuilder<int>();
        while (await reader.ReadAsync()) numbers.Add(reader.GetInt32(0));
        return numbers.ToImmutable();
    }
}
