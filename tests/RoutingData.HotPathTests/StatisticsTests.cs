using RoutingData.HotPathTests.InstantDriver;

namespace RoutingData.HotPathTests;

/// <summary>What a data source counts of its commands, on a driver that answers at once. Their bytes are in <see cref="CommandTests"/>: statistics are on there.</summary>
public sealed class StatisticsTests : IDisposable
{
    private readonly RoutingDbDataSource _source = Source(isOn: true);

    [Fact]
    public void Executions_are_counted_by_digest_place_and_server()
    {
        using (var connection = _source.OpenConnection())
        {
            for (var id = 1; id <= 20; id++) Execute(connection, $"SELECT name FROM product WHERE id = {id}");
            for (var id = 1; id <= 3; id++) Execute(connection, $"UPDATE product SET name = 'x' WHERE id = {id}");
            Execute(connection, "BEGIN");
            Execute(connection, "SELECT name FROM product WHERE id = 1");
            Execute(connection, "COMMIT");
        }

        var now = _source.Statistics;
        var (read, write) = (now.Statements[0], now.Statements[1]);
        Assert.Equal("SELECT name FROM product WHERE id = ?", read.DigestText);
        Assert.Equal(("SELECT product", "SELECT", 21L), (read.Summary, read.Operation, read.Count));
        Assert.Equal(read.Count, read.OnReader + read.InSession + read.KeptOnWriter);
        Assert.True(read.InSession >= 1);
        Assert.Equal(("UPDATE product", 3L, 3L, 3L, 0L), (write.Summary, write.Count, write.OnWriter, write.RowsAffected, write.Errors));
        Assert.StartsWith("0x", write.Digest, StringComparison.Ordinal);
        Assert.InRange(read.Latency.Timed, 1, 3);
        Assert.True(read.Latency.P50 <= read.Latency.P99 && read.Latency.P99 <= read.Latency.Longest);
        Assert.Equal(now.Statements.Sum(statement => statement.Count), now.Servers.Sum(server => server.Statements));
        Assert.Equal(now.Statements.Sum(statement => statement.Count), now.Operations.Sum(operation => operation.Count));
        Assert.True(now.Servers.Sum(server => server.Pool.Rented) > 0);
        Assert.True(now is { IsOn: true, Rules.Length: 2 });
        Assert.Equal(21, now.Rules.Sum(rule => rule.Hits));
    }

    [Fact]
    public void A_reset_begins_anew_and_texts_that_are_remembered_are_counted_on()
    {
        using var connection = _source.OpenConnection();
        for (var i = 0; i < 3; i++) Execute(connection, "SELECT 1");
        var before = _source.Statistics;

        _source.ResetStatistics();

        Assert.Empty(_source.Statistics.Statements);
        // What the open connection has answered and not told yet is forgotten as well.
        Assert.Equal(0, _source.Statistics.Servers.Sum(server => server.Statements));
        Assert.True(_source.Statistics.Since >= before.Since);
        Execute(connection, "SELECT 1");
        Assert.Equal(1, Assert.Single(_source.Statistics.Statements).Count);
        Assert.Equal(1, _source.Statistics.Servers.Sum(server => server.Statements));
        // A snapshot stays what it was.
        Assert.Equal(3, Assert.Single(before.Statements).Count);
    }

    [Fact]
    public void Turned_off_nothing_is_counted_and_a_reload_turns_it_on()
    {
        using var source = Source(isOn: false);
        using var connection = source.OpenConnection();
        Execute(connection, "SELECT 1");
        Assert.Empty(source.Statistics.Statements);
        Assert.False(source.Statistics.IsOn);

        source.Reload(Options(isOn: true));
        Execute(connection, "SELECT 1");
        Assert.Equal(1, Assert.Single(source.Statistics.Statements).Count);
    }

    [Fact]
    public void Many_threads_lose_no_count()
    {
        Parallel.For(0, 8, _ =>
        {
            using var connection = _source.OpenConnection();
            for (var i = 0; i < 1000; i++) Execute(connection, "SELECT 1");
        });

        Assert.Equal(8000, _source.Statistics.Statements.Single(statement => statement.Operation == "SELECT").Count);
        Assert.Equal(8000, _source.Statistics.Servers.Sum(server => server.Statements));
    }

    public void Dispose() => _source.Dispose();

    private static RoutingDbDataSource Source(bool isOn) => new(Options(isOn));

    private static RoutingOptions Options(bool isOn)
    {
        var options = new RoutingOptions { ConnectionString = "Server=w,r;User ID=app;Database=shop" }.UseDriver(new InstantFactory().Driver);
        options.Telemetry.Statistics = isOn;
        return options;
    }

    private static void Execute(RoutingDbConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
