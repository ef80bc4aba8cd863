using RoutingData.Testing;
using static RoutingData.SimulationTests.Scenarios.Scenario;

namespace RoutingData.SimulationTests.Scenarios;

/// <summary>What a session of one process wrote, seen by one of another: two routers over the same servers, whose readers are late.</summary>
[Trait("Requirement", "D21")]
[Trait("Requirement", "D22")]
public sealed class TokenTests
{
    private const string Count = "SELECT COUNT(*) FROM notes";
    private const string Insert = "INSERT INTO notes (n) VALUES (1)";

    public static TheoryData<string> Versions => ["10.11.9-MariaDB", "8.4.0"];

    [Theory]
    [MemberData(nameof(Versions))]
    public Task With_the_token_a_session_of_another_process_sees_it_and_without_it_does_not(string version) => RunAsync(async scenario =>
    {
        await using var other = await OtherAsync(scenario);
        for (var n = 1L; n <= 30; n++)
        {
            await scenario.WaitAsync((int)n * 7);
            await using var writing = await scenario.Source.OpenConnectionAsync();
            await ExecuteAsync(writing, Insert);
            var token = Sent(await writing.GetConsistencyTokenAsync());

            await using var without = await other.OpenConnectionAsync();
            Assert.NotEqual(n, await ScalarAsync(without, Count));
            await using var with = await other.OpenConnectionAsync();
            with.UseConsistencyToken(token);
            Assert.Equal(n, await ScalarAsync(with, Count));
            // A reader has it by now, and is known to.
            await scenario.WaitAsync(300);
            Assert.Equal(n, await ScalarAsync(with, Count));
            Assert.NotEqual("db001", with.LastServer!.Value.Hostname);
            Assert.False(with.WritesLost);
        }
    }, Late(version), writerIsAlsoReader: false);

    [Fact]
    public Task A_scope_takes_a_token_and_gives_one_for_all_its_connections() => RunAsync(async scenario =>
    {
        await using var other = await OtherAsync(scenario);
        ConsistencyToken token;
        using (var scope = RoutingScope.ReadYourWrites())
        {
            Assert.Same(scope, RoutingScope.Current);
            Assert.Same(ConsistencyToken.None, await scope.GetConsistencyTokenAsync());
            Assert.False(scope.HasWritten);
            await using var connection = await scenario.Source.OpenConnectionAsync();
            await ExecuteAsync(connection, Insert);
            Assert.True(scope.HasWritten);
            token = Sent(await scope.GetConsistencyTokenAsync());
        }

        using (var scope = RoutingScope.ReadYourWrites(token))
        {
            Assert.False(scope.HasWritten);
            await using var first = await other.OpenConnectionAsync();
            await using var second = await other.OpenConnectionAsync();
            Assert.Equal(1L, await ScalarAsync(first, Count));
            Assert.Equal(1L, await ScalarAsync(second, Count));
            // What it was given it hands on.
            Assert.Equal(token, await scope.GetConsistencyTokenAsync());
            await ExecuteAsync(second, Insert);
            Assert.True((await scope.GetConsistencyTokenAsync()).Contains(token));
        }
    }, Late(), writerIsAlsoReader: false);

    [Fact]
    public Task A_token_that_comes_later_counts_from_then_on() => RunAsync(async scenario =>
    {
        await using var other = await OtherAsync(scenario);
        await using var writing = await scenario.Source.OpenConnectionAsync();
        using var scope = RoutingScope.ReadYourWrites();
        await using var reading = await other.OpenConnectionAsync();
        Assert.Equal(0L, await ScalarAsync(reading, Count));
        await ExecuteAsync(writing, Insert);
        scope.UseConsistencyToken(await writing.GetConsistencyTokenAsync());
        Assert.True(scope.HasWritten);
        Assert.Equal(1L, await ScalarAsync(reading, Count));
        using (RoutingScope.Consistency(ConsistencyLevel.Eventual)) Assert.Equal(0L, await ScalarAsync(reading, Count));
    }, Late(), writerIsAlsoReader: false);

    [Fact]
    public Task A_message_carries_it() => RunAsync(async scenario =>
    {
        await using var other = await OtherAsync(scenario);
        var headers = new Dictionary<string, string>();
        using (RoutingScope.ReadYourWrites())
        {
            await ConsistencyPropagation.PropagateAsync(headers.Add);
            Assert.Empty(headers);
            await using var connection = await scenario.Source.OpenConnectionAsync();
            await ExecuteAsync(connection, Insert);
            await ConsistencyPropagation.PropagateAsync(headers.Add);
        }

        using (ConsistencyPropagation.Extract(headers.GetValueOrDefault))
        {
            await using var connection = await other.OpenConnectionAsync();
            Assert.Equal(1L, await ScalarAsync(connection, Count));
        }

        headers[ConsistencyPropagation.HeaderName] = "nonsense";
        using (ConsistencyPropagation.Extract(headers.GetValueOrDefault))
        {
            await using var connection = await other.OpenConnectionAsync();
            Assert.Equal(0L, await ScalarAsync(connection, Count));
        }
    }, Late(), writerIsAlsoReader: false);

    [Fact]
    public Task A_fleet_without_a_reader_has_tokens_too() => RunAsync(async scenario =>
    {
        await using var connection = await scenario.Source.OpenConnectionAsync();
        await scenario.WaitForWriterAsync("db001");
        await ExecuteAsync(connection, Insert);
        Assert.False((await connection.GetConsistencyTokenAsync()).IsEmpty);
        Assert.InRange(scenario.Source.Runtime.Monitor.Evidence.Asked.Questions, 1, 3);
    }, new SimulatedClusterOptions { Replicas = 0 });

    [Fact]
    public Task However_many_tokens_are_asked_for_servers_are_asked_a_hundred_times_a_second_at_most() => RunAsync(async scenario =>
    {
        await using var other = await OtherAsync(scenario);
        await using var connection = await scenario.Source.OpenConnectionAsync();
        var begun = scenario.Elapsed;
        for (var n = 0; n < 500; n++)
        {
            await ExecuteAsync(connection, Insert);
            await connection.GetConsistencyTokenAsync();
        }

        Assert.InRange(scenario.Source.Runtime.Monitor.Evidence.Asked.Rounds / (scenario.Elapsed - begun).TotalSeconds, 20, 100);
    }, Late(), writerIsAlsoReader: false);

    [Theory]
    [MemberData(nameof(Versions))]
    public Task Over_a_switchover_that_the_other_process_has_not_seen_nothing_is_stale_and_nothing_is_called_lost(string version) => RunAsync(async scenario =>
    {
        await using var other = await OtherAsync(scenario);
        var (n, writer) = (0L, 1);
        for (var turn = 0; turn < 12; turn++)
        {
            await using (var before = await scenario.Source.OpenConnectionAsync()) await ExecuteAsync(before, Insert);
            n++;
            await scenario.WaitAsync(137 * turn % 1500);
            writer = (writer % 3) + 1;
            await scenario.Cluster.SwitchoverAsync($"db00{writer}");
            await using var writing = await scenario.Source.OpenConnectionAsync();
            await ExecuteAsync(writing, Insert);
            n++;
            await using var reading = await other.OpenConnectionAsync();
            reading.UseConsistencyToken(Sent(await writing.GetConsistencyTokenAsync()));
            for (var read = 0; read < 3; read++) Assert.Equal(n, await ScalarAsync(reading, Count));
            Assert.False(reading.WritesLost);
        }
    }, Late(version), writerIsAlsoReader: false);

    [Theory]
    [InlineData("10.11.9-MariaDB", 0)]
    [InlineData("10.11.9-MariaDB", 250)]
    [InlineData("8.4.0", 0)]
    [InlineData("8.4.0", 250)]
    public Task Over_a_switchover_that_the_other_process_has_not_seen_what_others_wrote_is_as_new_as_was_asked_for(string version, int bound) => RunAsync(async scenario =>
    {
        await using var other = await OtherAsync(scenario);
        await using var reading = await other.OpenConnectionAsync();
        var (writer, byReaders) = (1, 0);
        using var _ = bound == 0 ? RoutingScope.Consistency(ConsistencyLevel.Global) : RoutingScope.NoOlderThan(TimeSpan.FromMilliseconds(bound));
        for (var turn = 0; turn < 12; turn++)
        {
            await ScalarAsync(reading, Count);
            writer = (writer % 3) + 1;
            await scenario.Cluster.SwitchoverAsync($"db00{writer}");
            for (var n = 0; n < 5; n++)
            {
                scenario.Cluster.Execute($"db00{writer}", Insert);
                var there = (long)scenario.Cluster.Scalar($"db00{writer}", Count)!;
                await scenario.WaitAsync(bound);
                var begun = scenario.Elapsed;
                var shown = await ScalarAsync(reading, Count);
                Assert.True(there == (long)shown!, $"{shown} of {there} on {reading.LastServer} in turn {turn}, {n}, after {scenario.Elapsed - begun}");
                Assert.InRange(scenario.Elapsed - begun, TimeSpan.Zero, TimeSpan.FromMilliseconds(500));
                if (reading.LastServer!.Value.Hostname != $"db00{writer}") byReaders++;
            }

            await scenario.WaitAsync(137 * turn % 1500);
        }

        if (bound > 0) Assert.InRange(byReaders, 20, 60);
    }, Late(version), writerIsAlsoReader: false);

    [Theory]
    [MemberData(nameof(Versions))]
    public Task A_failover_that_lost_what_a_token_speaks_of_is_told_and_reads_go_on(string version) => RunAsync(async scenario =>
    {
        await using var other = await OtherAsync(scenario);
        await using var writing = await scenario.Source.OpenConnectionAsync();
        await ExecuteAsync(writing, Insert);
        await scenario.WaitAsync(1000);
        var kept = Sent(await writing.GetConsistencyTokenAsync());
        foreach (var name in new[] { "db002", "db003" }) scenario.Cluster.StopReplication(name);
        await ExecuteAsync(writing, Insert);
        var lost = Sent(await writing.GetConsistencyTokenAsync());
        scenario.Cluster.Kill("db001");
        scenario.Cluster.Promote("db002");
        scenario.Cluster.StartReplication("db003");
        // More than were lost, so that the numbers say nothing.
        await using (var next = await other.OpenConnectionAsync())
        {
            for (var n = 0; n < 5; n++) await ExecuteAsync(next, Insert);
        }

        await scenario.WaitAsync(3000);
        using (var scope = RoutingScope.ReadYourWrites(kept))
        {
            await using var reading = await other.OpenConnectionAsync();
            Assert.Equal(6L, await ScalarAsync(reading, Count));
            Assert.False(reading.WritesLost || scope.WritesLost);
        }

        ConsistencyToken left;
        var begun = scenario.Elapsed;
        using (var scope = RoutingScope.ReadYourWrites(lost))
        {
            await using var reading = await other.OpenConnectionAsync();
            Assert.Equal(6L, await ScalarAsync(reading, Count));
            Assert.InRange(scenario.Elapsed - begun, TimeSpan.Zero, TimeSpan.FromSeconds(1));
            Assert.True(reading.WritesLost && scope.WritesLost);
            // It is told once: what is handed on speaks of what is left.
            left = Sent(await scope.GetConsistencyTokenAsync());
            Assert.NotEqual(ConsistencyToken.None, left);
            await scenario.WaitAsync(500);
            Assert.Equal(6L, await ScalarAsync(reading, Count));
            Assert.Equal("db003", reading.LastServer!.Value.Hostname);
        }

        await using var after = await scenario.Source.OpenConnectionAsync();
        after.UseConsistencyToken(left);
        Assert.Equal(6L, await ScalarAsync(after, Count));
        Assert.False(after.WritesLost);
    }, Late(version), writerIsAlsoReader: false);

    [Fact]
    public Task A_forged_token_has_the_writer_answer_and_no_more() => RunAsync(async scenario =>
    {
        await using var other = await OtherAsync(scenario);
        await using var writing = await scenario.Source.OpenConnectionAsync();
        await ExecuteAsync(writing, Insert);
        var token = await writing.GetConsistencyTokenAsync();
        var forged = ConsistencyToken.Of(token.Marks.Select(mark => mark with
        {
            Sources = [.. mark.Sources.Select(source => source with { Newest = new Monitor.Gtids.GtidRange(1, ulong.MaxValue) })],
        }));
        for (var n = 0; n < 20; n++)
        {
            await using var reading = await other.OpenConnectionAsync();
            reading.UseConsistencyToken(Sent(forged));
            var begun = scenario.Elapsed;
            Assert.Equal(1L, await ScalarAsync(reading, Count));
            Assert.InRange(scenario.Elapsed - begun, TimeSpan.Zero, TimeSpan.FromMilliseconds(2100));
            await scenario.WaitAsync(20);
        }
    }, Late(), writerIsAlsoReader: false);

    [Fact]
    public Task Nothing_is_added_to_what_the_callers_connections_send() => RunAsync(async scenario =>
    {
        await using var other = await OtherAsync(scenario);
        var before = scenario.Sent.Count;
        await using var writing = await scenario.Source.OpenConnectionAsync();
        await ExecuteAsync(writing, Insert);
        await using var reading = await other.OpenConnectionAsync();
        reading.UseConsistencyToken(await writing.GetConsistencyTokenAsync());
        await ScalarAsync(reading, Count);
        Assert.Equal([Insert, Count], scenario.Sent.Skip(before).Select(sent => sent.Text));
    }, Late(), writerIsAlsoReader: false);

    [Fact]
    public Task Where_writes_have_no_numbers_the_token_says_nothing() => RunAsync(async scenario =>
    {
        await using var connection = await scenario.Source.OpenConnectionAsync();
        await scenario.WaitForWriterAsync("db001");
        await ExecuteAsync(connection, Insert);
        Assert.Same(ConsistencyToken.None, await connection.GetConsistencyTokenAsync());
    }, new SimulatedClusterOptions { Version = "8.4.0", NumbersTransactions = false });

    [Fact]
    public Task A_token_waits_for_a_writer_as_a_write_does_and_no_longer() => RunAsync(async scenario =>
    {
        await using var connection = await scenario.Source.OpenConnectionAsync();
        await scenario.WaitForWriterAsync("db001");
        await ExecuteAsync(connection, Insert);
        scenario.Cluster.Kill("db001");
        await Assert.ThrowsAsync<RoutingDbException>(async () => await connection.GetConsistencyTokenAsync());
        scenario.Cluster.Promote("db002");
        Assert.False((await connection.GetConsistencyTokenAsync()).IsEmpty);
    }, writerIsAlsoReader: false);

    private static SimulatedClusterOptions Late(string version = "10.11.9-MariaDB") =>
        new() { Version = version, ReplicationDelay = TimeSpan.FromMilliseconds(100) };

    // As it comes through a header.
    private static ConsistencyToken Sent(ConsistencyToken token)
    {
        Assert.InRange(token.ToString().Length, 1, 64);
        Assert.True(ConsistencyToken.TryParse(token.ToString(), out var received));
        return received;
    }

    // The other process knows the servers as well by then, and the table is on all of them.
    private static async Task<RoutingDbDataSource> OtherAsync(Scenario scenario)
    {
        var other = scenario.NewSource(maximumPoolSize: 5);
        await using var connection = await other.OpenConnectionAsync();
        await using var here = await scenario.Source.OpenConnectionAsync();
        await scenario.WaitForWriterAsync("db001");
        await scenario.WaitAsync(3000);
        return other;
    }
}
