using System.Diagnostics;
using RoutingData.Bench.Results.Checks;

namespace RoutingData.Bench.Tests.Results;

/// <summary>The judge of interrupted reads is judged. The strike is at 100 ms, and patience is over at 1,000.</summary>
[Trait("Fault", "R1")]
[Trait("Fault", "R3")]
public sealed class ResultJudgeTests
{
    private static readonly Exception Lost = new RoutingDbException("lost", StatementOutcome.Unknown, isTransient: false);
    private static readonly Exception Raw = new EndOfStreamException();

    [Fact]
    public void Read_that_ended_before_the_strike_was_not_met_by_it()
    {
        var result = Judge(End(0, 99));
        Assert.Equal((0, 0, 0), (result.UnderWay, result.Whole, result.Wrong.Count));
    }

    [Fact]
    public void Whole_read_is_whole_and_takes_no_time_to_an_error()
    {
        var result = Judge(End(50, 300));
        Assert.Equal((1, 1, 0), (result.UnderWay, result.Whole, result.ToError.Count));
        Assert.Empty(Faults(result));
    }

    [Fact]
    public void Database_exception_is_an_end_and_its_time_counts_from_the_strike()
    {
        var result = Judge(End(50, 300, error: Lost));
        Assert.Equal((1, 0, 1), (result.UnderWay, result.Whole, result.DbErrors["RoutingDbException"]));
        Assert.Equal(200, Assert.Single(result.ToError), tolerance: 0.1);
        Assert.Empty(Faults(result));
        Assert.Single(Faults(result, leavesEstablished: true));
    }

    [Fact]
    public void Any_other_exception_is_a_fault()
    {
        var result = Judge(End(50, 300, error: Raw));
        Assert.Equal(1, result.OtherErrors["*EndOfStreamException"]);
        Assert.Single(Faults(result));
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public void Result_that_is_not_whole_is_a_fault_whatever_follows(bool thenError, int inSilence)
    {
        var result = Judge(End(50, 300, "2 of 3 rows", thenError ? Lost : null));
        Assert.Equal((0, 1, inSilence), (result.Whole, result.Wrong.Count, result.WrongInSilence));
        Assert.Contains("2 of 3 rows", result.Wrong[0], StringComparison.Ordinal);
        Assert.Single(Faults(result));
    }

    [Fact]
    public void Wrong_result_counts_whenever_it_was_read() =>
        Assert.Equal(2, Judge(End(0, 90, "null"), End(2000, 2100, "null")).Wrong.Count);

    [Fact]
    public void Read_that_outlasts_the_patience_hangs_whether_it_ended_later_or_never()
    {
        var result = ResultJudge.Judge(
            "router", [End(50, 5000, error: Lost)], [new ReadUnderWay("router", "sync Rows", null, At(60)), new ReadUnderWay("bare", "x", null, At(60))],
            At(100), At(1000));
        Assert.Equal((2, 0, 0), (result.UnderWay, result.Whole, result.DbErrors.Count));
        Assert.Equal(["async Rows", "sync Rows"], result.Hanging);
        Assert.Equal(1, result.LaterErrors["RoutingDbException"]);
        Assert.Single(Faults(result));
    }

    [Fact]
    public void Read_that_began_after_the_strike_is_counted_apart()
    {
        var result = Judge(End(150, 300, error: Lost), End(150, 300, error: Raw));
        Assert.Equal((0, 2), (result.UnderWay, result.LaterErrors.Values.Sum()));
        Assert.Empty(result.ToError);
        Assert.Single(Faults(result));
        Assert.Empty(Faults(Judge(End(150, 300, error: Lost))));
    }

    private static StrikeResult Judge(params ReadEnd[] ends) => ResultJudge.Judge("router", ends, [], At(100), At(1000));

    private static IEnumerable<string> Faults(StrikeResult result, bool leavesEstablished = false) =>
        StrikeVerdict.FaultsOf(result, leavesEstablished);

    private static ReadEnd End(double begun, double ended, string? wrong = null, Exception? error = null) =>
        new("router", "async Rows", 1, At(begun), At(ended), wrong, error);

    private static long At(double milliseconds) => (long)((milliseconds + 1) * Stopwatch.Frequency / 1000);
}
