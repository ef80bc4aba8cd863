using RoutingData.Bench.Results.Checks;
using RoutingData.Bench.Results.Strikes;
using RoutingData.Testing;

namespace RoutingData.ServerTests.WholeResults;

/// <summary>A result is whole, or there is an error that callers catch, at the latest when the server is shunned: readers of every kind over
/// results larger than every buffer, each row checked. <c>bench results</c> does the same for longer.</summary>
[Trait("Fault", "R1")]
[Trait("Fault", "R3")]
public sealed class WholeResultTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("kill-writer", false)]
    [InlineData("kill-reader", true)]
    [InlineData("hang-reader", false)]
    [InlineData("hang-writer", true)]
    [InlineData("refuse", false)]
    public async Task Results_are_whole_or_end_with_an_error_that_callers_catch(string name, bool tls)
    {
        var strike = StrikeCatalog.Find(name);
        var options = new LocalClusterOptions { Tls = tls, ServerArguments = ["--binlog-format=ROW"] };
        await using var cluster = await LocalCluster.StartAsync(options, Token);
        Assert.SkipUnless(name != "refuse" || cluster.CanCut, "This machine does not allow it: it needs root and nft.");
        // No command timeout: nothing but the shunning ends a read, which then waits for ever.
        var conditions = new StrikeConditions(Rows: 40_000, CommandTimeout: 0, Patience: TimeSpan.FromSeconds(30), BesideBare: false);
        var run = new StrikeRun(strike, cluster, options.Database, conditions);
        await run.PrepareAsync();

        var router = (await run.StrikeAsync())[0];

        Assert.True(router.UnderWay > 0);
        var faults = string.Join(Environment.NewLine, StrikeVerdict.FaultsOf(router, strike.LeavesEstablished));
        Assert.True(faults.Length == 0, faults);
    }
}
