using System.Diagnostics;
using static RoutingData.SimulationTests.Scenarios.Scenario;

namespace RoutingData.SimulationTests.Scenarios;

/// <summary>What happened to a statement on its way is in its span.</summary>
public sealed class SpanEventTests
{
    private static readonly AsyncLocal<List<Activity>?> Spans = new();

    [Fact]
    public Task A_statement_that_waited_for_a_writer_says_so() => RunAsync(async scenario =>
    {
        using var listener = Listen();
        await using var connection = await scenario.Source.OpenConnectionAsync();
        await ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)");
        scenario.Cluster.Kill("db001");
        await scenario.WaitAsync(6000);
        var writing = ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (2)");
        await scenario.WaitAsync(500);
        scenario.Cluster.Promote("db002");
        await writing;

        Assert.Equal(["INSERT notes", "INSERT notes"], Spans.Value!.Select(span => span.DisplayName));
        Assert.Empty(Spans.Value![0].Events);
        var wait = Assert.Single(Spans.Value[1].Events, happened => happened.Name == "routingdata.wait");
        Assert.InRange((double)wait.Tags.Single().Value!, 0.5, 2);
        Assert.Equal(("db001", "db002"), (Spans.Value[0].GetTagItem("server.address"), Spans.Value[1].GetTagItem("server.address")));
    });

    [Fact]
    public Task A_read_that_was_run_elsewhere_says_where_it_was_lost() => RunAsync(async scenario =>
    {
        using var listener = Listen();
        await using var connection = await scenario.Source.OpenConnectionAsync();
        await ScalarAsync(connection, "SELECT COUNT(*) FROM notes");
        var server = (string)Spans.Value![0].GetTagItem("server.address")!;
        scenario.Cluster.LoseNextReply(server);
        await ScalarAsync(connection, "SELECT COUNT(*) FROM notes");

        // It may have waited for the server's probe as well: what is ready at one instant runs in any order.
        Assert.All(Spans.Value[1].Events, happened => Assert.Contains(happened.Name, new[] { "routingdata.retry", "routingdata.wait" }));
        var retry = Assert.Single(Spans.Value[1].Events, happened => happened.Name == "routingdata.retry");
        Assert.Equal(
            new Dictionary<string, object?> { ["routingdata.retry.reason"] = "connection_lost", ["server.address"] = server, ["server.port"] = 3306 },
            retry.Tags.ToDictionary(tag => tag.Key, tag => tag.Value));
        Assert.Equal(ActivityStatusCode.Unset, Spans.Value[1].Status);
    });

    private static ActivityListener Listen()
    {
        Spans.Value = [];
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "RoutingData",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span => Spans.Value?.Add(span),
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
