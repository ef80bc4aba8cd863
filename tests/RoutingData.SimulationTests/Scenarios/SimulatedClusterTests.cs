using System.Data;
using System.Data.Common;
using RoutingData.Testing;

namespace RoutingData.SimulationTests.Scenarios;

/// <summary>The simulated servers themselves, without a router.</summary>
public sealed class SimulatedClusterTests
{
    private readonly SimulatedClock _clock = new();
    private readonly SimulatedCluster _cluster;

    public SimulatedClusterTests()
    {
        _cluster = new SimulatedCluster(_clock);
        _cluster.Execute("db001", "CREATE TABLE notes (id BIGINT AUTO_INCREMENT PRIMARY KEY, n INT, name VARCHAR(20))");
        _cluster.Execute("db001", "INSERT INTO notes (n, name) VALUES (1, 'one'), (2, 'two'), (3, 'it''s three')");
    }

    [Theory]
    [InlineData("SELECT COUNT(*) FROM notes", 3L)]
    [InlineData("SELECT name FROM notes WHERE n = 3", "it's three")]
    [InlineData("SELECT name FROM notes WHERE n > 1 AND n <= 2", "two")]
    [InlineData("SELECT n FROM testdb.notes ORDER BY n DESC LIMIT 1", 3L)]
    [InlineData("SELECT MAX(n) FROM notes", 3L)]
    [InlineData("SELECT SUM(n) FROM `notes` WHERE name <> 'two'", 4L)]
    [InlineData("SELECT 1 + 2 - 4 /* minus one */", -1L)]
    [InlineData("SELECT @@hostname", "db001")]
    [InlineData("SELECT @@global.read_only", 0L)]
    [InlineData("INSERT INTO notes (n) VALUES (4); SELECT LAST_INSERT_ID()", 4L)]
    [InlineData("UPDATE notes SET n = n + 10 WHERE n >= 2; SELECT ROW_COUNT()", 2L)]
    [InlineData("UPDATE notes SET n = n + 10 WHERE n >= 2; SELECT MAX(n) FROM notes", 13L)]
    [InlineData("DELETE FROM notes WHERE name = 'one'; SELECT COUNT(*) FROM notes", 2L)]
    [InlineData("BEGIN; INSERT INTO notes (n) VALUES (9); ROLLBACK; SELECT COUNT(*) FROM notes", 3L)]
    [InlineData("BEGIN; INSERT INTO notes (n) VALUES (9); COMMIT; SELECT COUNT(*) FROM notes", 4L)]
    [InlineData("SET @a = 5, @b = @a + 1; SELECT @b", 6L)]
    [InlineData("SELECT n FROM notes WHERE n = 7", null)]
    public void Simple_statements_are_understood(string sql, object? value) => Assert.Equal(value, _cluster.Scalar("db001", sql));

    [Theory]
    [InlineData("SELECT n FROM nowhere", 1146)]
    [InlineData("SELECT nothing FROM notes", 1054)]
    [InlineData("INSERT INTO notes (id, n) VALUES (1, 1)", 1062)]
    [InlineData("START TRANSACTION READ ONLY; DELETE FROM notes", 1792)]
    [InlineData("CREATE TABLE notes (n INT)", 1050)]
    [InlineData("CALL anything()", 1305)]
    public void Everything_else_is_refused_in_the_servers_own_numbers(string sql, int number) =>
        Assert.Equal(number, Assert.Throws<SimulatedDbException>(() => _cluster.Execute("db001", sql)).Number);

    [Fact]
    public void A_replica_refuses_writes_and_has_what_was_written_a_moment_later()
    {
        Assert.Equal(1290, Assert.Throws<SimulatedDbException>(() => _cluster.Execute("db002", "DELETE FROM notes")).Number);
        Assert.Equal(1146, Assert.Throws<SimulatedDbException>(() => _cluster.Scalar("db002", "SELECT COUNT(*) FROM notes")).Number);
        _clock.Advance(TimeSpan.FromMilliseconds(10));
        Assert.Equal(3L, _cluster.Scalar("db002", "SELECT COUNT(*) FROM notes"));
    }

    [Fact]
    public void A_server_that_refuses_writes_does_not_say_that_it_is_read_only()
    {
        _cluster.RefuseWrites("db001");
        Assert.Equal(1290, Assert.Throws<SimulatedDbException>(() => _cluster.Execute("db001", "DELETE FROM notes")).Number);
        Assert.Equal(0L, _cluster.Scalar("db001", "SELECT @@global.read_only"));
        _cluster.AcceptWrites("db001");
        _cluster.Execute("db001", "DELETE FROM notes");
    }

    [Fact]
    public void A_server_that_rejoins_loses_what_it_alone_has()
    {
        _clock.Advance(TimeSpan.FromMilliseconds(10));
        _cluster.Cut("db001");
        _cluster.Execute("db001", "INSERT INTO notes (n) VALUES (4)");
        _cluster.Promote("db002");
        _cluster.Execute("db002", "INSERT INTO notes (n) VALUES (5)");
        _cluster.Heal("db001");
        _cluster.Rejoin("db001");
        _clock.Advance(TimeSpan.FromMilliseconds(10));

        Assert.Single(_cluster.History, happened => happened.Kind == SimulatedEventKind.Discarded);
        Assert.All(["db001", "db003"], name => Assert.Equal(5L, _cluster.Scalar(name, "SELECT MAX(n) FROM notes")));
        Assert.True(_cluster["db001"].IsReadOnly);
    }

    [Fact]
    public void A_registered_answer_is_given_to_what_is_not_understood()
    {
        var rows = new DataTable { Columns = { "total" }, Rows = { 42 } };
        _cluster.Answer("CALL report()", rows);
        Assert.Equal("42", _cluster.Scalar("db003", "CALL report()"));
    }

    [Fact]
    public Task The_driver_reads_parameters_and_gives_rows() => _clock.RunAsync(async () =>
    {
        await using var connection = _cluster.Factory.CreateConnection()!;
        connection.ConnectionString = "Server=db001";
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, name FROM notes WHERE n = @n";
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@n", 2);
        command.Parameters.Add(parameter);
        await using DbDataReader reader = await command.ExecuteReaderAsync();

        Assert.True(await reader.ReadAsync());
        Assert.Equal((2, "two"), (reader.GetInt32(0), reader.GetString(reader.GetOrdinal("name"))));
        Assert.False(await reader.ReadAsync());
    });

    [Fact]
    public async Task On_the_systems_clock_synchronous_calls_work()
    {
        var cluster = new SimulatedCluster(TimeProvider.System);
        var options = new RoutingOptions { ConnectionString = cluster.ConnectionString }.UseDriver(cluster.Factory);
        await using var source = new RoutingDbDataSource(options);
        using var connection = source.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT @@hostname FROM nowhere";
        Assert.Throws<SimulatedDbException>(command.ExecuteScalar);
        command.CommandText = "CREATE TABLE nowhere (n INT)";
        command.ExecuteNonQuery();
        Assert.Equal("db001", cluster.History.Last(happened => happened.Kind == SimulatedEventKind.Committed).Server);
    }

    [Fact]
    public void Fault_schedules_come_from_their_seed()
    {
        string[] servers = ["db001", "db002", "db003"];
        var schedules = Enumerable.Range(0, 50).Select(seed => FaultSchedule.Random(seed, servers, TimeSpan.FromSeconds(2)).ToString()).ToArray();
        Assert.Equal(schedules, Enumerable.Range(0, 50).Select(seed => FaultSchedule.Random(seed, servers, TimeSpan.FromSeconds(2)).ToString()));
        Assert.InRange(schedules.Distinct().Count(), 45, 50);
    }
}
