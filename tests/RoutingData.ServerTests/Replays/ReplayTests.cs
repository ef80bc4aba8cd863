using RoutingData.Bench.Replay.Running;
using RoutingData.Testing;

namespace RoutingData.ServerTests.Replays;

/// <summary>The project's own scripts, statement by statement, on one server and through the router: what is answered must be the same.</summary>
public sealed class ReplayTests
{
    [Fact]
    [Trait("Requirement", "D16")]
    public async Task Every_statement_of_the_corpus_is_answered_as_by_a_single_server()
    {
        await using var servers = await ReplayServers.StartAsync();
        var totals = ReplayTotals.Nothing;
        foreach (var (name, script) in ReplayCorpus.For(new LocalClusterOptions().Flavor))
            totals += await servers.RunAsync(name, script, warnings: false);

        Assert.True(totals.Differences.Count == 0, string.Join(Environment.NewLine, totals.Differences));
        Assert.InRange(totals.Statements, 3_000, int.MaxValue);
        Assert.InRange(totals.OnReader, 1_000, totals.Statements);
    }
}
