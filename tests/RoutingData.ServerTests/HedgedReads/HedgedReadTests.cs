using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.HedgedReads;

/// <summary>Late reads that are sent to a second reader, on real servers and with a real driver's commands.</summary>
[Trait("Requirement", "D50")]
public sealed class HedgedReadTests(RoutedCluster cluster) : IClassFixture<RoutedCluster>
{
    // A connection that is not ended by its socket cannot lose.
    private static bool AreSentTwice => MySqlDriver.Find().Kind == DriverKind.MySqlConnector;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_other_reader_answers_and_the_command_is_the_callers_again_at_once()
    {
        Assert.SkipUnless(AreSentTwice, "MySql.Data's calls do not end with their socket: no read of its is sent twice.");
        await using var source = Source(afterMs: 20);
        await using var connection = await source.OpenConnectionAsync(Token);
        var slow = await ServerIdAsync(connection);

        await using var command = connection.CreateCommand();
        // On the one it sleeps longer than any test may take; there would be an error if it were waited for.
        command.CommandText = "SELECT @text, SLEEP(IF(@@global.server_id = @slow, 25, 0)), @@global.server_id";
        Add(command, "@slow", slow);
        var text = Add(command, "@text", "first");
        for (var round = 0; round < 3; round++)
        {
            text.Value = $"round {round}";
            await using var reader = await command.ExecuteReaderAsync(Token);
            Assert.True(await reader.ReadAsync(Token));
            Assert.Equal((text.Value, 0L), (reader.GetString(0), reader.GetInt64(1)));
            Assert.NotEqual(slow, reader.GetInt64(2));
            Assert.False(await reader.ReadAsync(Token));
        }

        command.CommandText = "SELECT @@global.server_id";
        Assert.NotEqual(slow, Convert.ToInt64(await command.ExecuteScalarAsync(Token)));
        // Only the first one was late: the session stays where it was answered.
        Assert.Equal((1, 1), (source.Statistics.Hedges.Sent, source.Statistics.Hedges.Won));
        Assert.Equal(1, connection.Session!.Held.Length);
    }

    [Fact]
    public async Task The_first_answer_counts_and_the_second_reader_is_read_to_its_end()
    {
        await using var source = Source(afterMs: 20);
        await using (var connection = await source.OpenConnectionAsync(Token))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT SLEEP(0.3), @@global.server_id UNION ALL SELECT SLEEP(0.3), @@global.server_id";
            await using var reader = await command.ExecuteReaderAsync(Token);
            var ids = new List<long>();
            while (await reader.ReadAsync(Token)) ids.Add(reader.GetInt64(1));
            Assert.Equal([ids[0], ids[0]], ids);
        }

        Assert.Equal((AreSentTwice ? 1 : 0, 0), (source.Statistics.Hedges.Sent, source.Statistics.Hedges.Won));
        // What lost goes back to its pool.
        while (source.Statistics.Servers.Any(server => server.Pool.InUse > 0)) await Task.Delay(20, Token);
    }

    [Fact]
    public async Task Synchronous_reads_are_sent_once()
    {
        await using var source = Source(afterMs: 1);
        await using var connection = source.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT SLEEP(0.1)";
        Assert.Equal(0L, Convert.ToInt64(command.ExecuteScalar()));
        Assert.Equal((0, 0), (source.Statistics.Hedges.Reads, source.Statistics.Hedges.Sent));
    }

    private RoutingDbDataSource Source(int afterMs) => cluster.NewSource(options =>
    {
        (options.Hedging.AfterMs, options.Hedging.MaxPercent) = (afterMs, 100);
        // Another reader may answer whatever was seen on the first one.
        options.Consistency.Level = ConsistencyLevel.Eventual;
    });

    private static async Task<long> ServerIdAsync(RoutingDbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT @@global.server_id";
        return Convert.ToInt64(await command.ExecuteScalarAsync(Token));
    }

    private static System.Data.Common.DbParameter Add(RoutingDbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
        return parameter;
    }
}
