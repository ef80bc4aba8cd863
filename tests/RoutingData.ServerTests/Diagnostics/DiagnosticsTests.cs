using System.Collections.Concurrent;
using System.Diagnostics;
using RoutingData.ServerTests.Failover;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Diagnostics;

/// <summary>What an operator sees: traces, counters and log lines, and no text, literal or password in any of them.</summary>
public sealed class DiagnosticsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D47")]
    public async Task A_span_tells_where_and_why_and_never_the_text(bool async)
    {
        await using var cluster = await RoutedCluster.StartAsync();
        var source = cluster.NewSource(options => options.QueryRules.Add(
            new QueryRuleOptions { RuleId = 33, MatchPattern = "keyed", DestinationHostgroup = 20, Apply = true }));
        await using var connection = source.CreateConnection();
        await connection.OpenAsync(async);
        using var root = new Activity("the application").Start();
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = candidate => candidate.Name == "RoutingData",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                if (span.TraceId == root.TraceId) spans.Enqueue(span);
            },
        };
        ActivitySource.AddActivityListener(listener);

        await connection.ScalarAsync(async, "SELECT 'secret literal' FROM keyed");
        await connection.ExecuteAsync(async, "UPDATE keyed SET v = v WHERE id = 1 AND 'secret literal' <> ''");
        await Assert.ThrowsAnyAsync<Exception>(() => connection.ScalarAsync(async, "SELECT secret_column FROM keyed"));

        Assert.Equal(3, spans.Count);
        var (read, write, failed) = (spans.First(), spans.ElementAt(1), spans.Last());
        Assert.Equal(["SELECT keyed", "UPDATE keyed", "SELECT keyed"], spans.Select(span => span.OperationName));
        Assert.All(spans, span => Assert.Equal(ActivityKind.Client, span.Kind));
        Assert.Equal(("reader", 20, 33), (read.GetTagItem("routingdata.target"), read.GetTagItem("routingdata.hostgroup"), read.GetTagItem("routingdata.rule_id")));
        Assert.Equal(("writer", 10, null), (write.GetTagItem("routingdata.target"), write.GetTagItem("routingdata.hostgroup"), write.GetTagItem("routingdata.rule_id")));
        Assert.Contains("UPDATE", (string)write.GetTagItem("routingdata.reason")!, StringComparison.Ordinal);
        Assert.Equal(cluster.Servers["db001"].Port, write.GetTagItem("server.port"));
        Assert.Equal(ActivityStatusCode.Error, failed.Status);
        Assert.NotNull(failed.GetTagItem("error.type"));
        Assert.DoesNotContain(
            spans.SelectMany(span => span.TagObjects.Select(tag => $"{tag.Value}").Append($"{span.DisplayName} {span.StatusDescription}")),
            value => value.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Requirement", "D47")]
    public async Task A_failover_is_counted_and_logged_without_secrets()
    {
        await using var cluster = await RoutedCluster.StartAsync();
        using var log = new CapturedLog();
        var options = cluster.Options();
        options.ConnectionString = options.ConnectionString!.Replace("Password=app", "Password=\"app\"", StringComparison.OrdinalIgnoreCase);
        // Only a statement that fails has a server probed: the pinned session is to meet the dead writer before the monitor does.
        options.Monitor.ReadOnlyIntervalMs = 60_000;
        await using var source = new RoutingDbDataSourceBuilder(options).UseLoggerFactory(log).Build();
        using var counted = new CountedMetrics();
        await using var held = await source.OpenConnectionAsync(Token);
        var serverId = await held.ScalarAsync(async: true, "SELECT @@server_id");
        var reader = cluster.NameOf(serverId);
        await using var writing = await source.OpenConnectionAsync(Token);
        await writing.ExecuteAsync(async: true, "INSERT INTO numbered (v) VALUES (4711471)");
        await using var pinned = await source.OpenConnectionAsync(Token);
        await pinned.ExecuteAsync(async: true, "SET @secret = 'secret literal'");
        await source.Runtime.Monitor.RestAsync();

        // Under way when its server dies: so it is lost, however soon the monitor hears of the death.
        var lost = held.ScalarAsync(async: true, $"SELECT @@server_id + IF(@@server_id = {serverId}, SLEEP(60), 0)");
        await FailoverSteps.UntilAsync(
            async () => await cluster.Servers.NumberAsync(reader, "SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE 'SELECT @@server_id + IF%'") > 0,
            "the read is under way");
        await cluster.Servers.KillAsync(reader, Token);
        Assert.NotEqual(reader, cluster.NameOf(await lost));
        var other = reader == "db002" ? "db003" : "db002";
        await cluster.Servers.KillAsync("db001", Token);
        await Assert.ThrowsAsync<RoutingDbException>(() => pinned.ScalarAsync(async: true, "SELECT @secret, 'secret literal'"));
        await cluster.Servers.PromoteAsync(other, Token);
        var promoted = cluster.Servers[other].Address;
        await source.WaitForAsync(topology => topology.WriterOf(10)?.Address == promoted);
        await writing.ExecuteAsync(async: true, "INSERT INTO numbered (v) VALUES (4711472)");

        Assert.Equal(1, counted.Sum("routingdata.reads.run_elsewhere", cluster.Servers[reader].Address));
        Assert.Equal(1, counted.Sum("routingdata.sessions.state_lost", cluster.Servers["db001"].Address));
        Assert.Equal(1, counted.Sum("routingdata.topology.changes", cluster.Servers[other].Address, "WriterElected"));
        Assert.Contains(log.Lines, line => line.Id == 31 && line.Message.Contains($"Writer elected: {promoted} ", StringComparison.Ordinal));
        Assert.All(log.Lines, line => AssertHoldsNoSecret($"{line.Message} {line.Exception}"));
        Assert.True(log.Lines.Count > 5);
    }

    private static void AssertHoldsNoSecret(string line)
    {
        foreach (var secret in new[] { "secret", "4711471", "4711472", "Password", "User ID", "Pwd=", "INSERT INTO", "SELECT @" })
            Assert.DoesNotContain(secret, line, StringComparison.OrdinalIgnoreCase);
    }
}
