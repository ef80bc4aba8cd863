using RoutingData.Bench.Failover.Checks;

namespace RoutingData.Bench.Tests.Failover;

/// <summary>The judge of real failovers is judged: each wrong is found, and nothing else is.</summary>
public sealed class HistoryCheckTests
{
    private static readonly Exception NobodyKnows = new RoutingDbException("?", StatementOutcome.Unknown, isTransient: false);
    private static readonly Exception NotRun = new RoutingDbException("no", StatementOutcome.NotExecuted, isTransient: true);

    [Fact]
    public void What_each_server_executed_in_its_own_time_is_sound()
    {
        var result = Clean().Judge();
        Assert.True(result.IsSound);
        Assert.Equal((2, 0), (result.Writes, result.LeftBehind));
        Assert.Equal(30, Assert.Single(result.ToFirstWrite), tolerance: 0.1);
        Assert.Equal(45, result.LongestWriteGap, tolerance: 0.1);
    }

    [Fact]
    public void An_acknowledged_write_that_the_writer_lacks_is_lost() =>
        Assert.Equal((1, 0, 0, 0), Wrongs(Clean().Wrote(3, 60, 70)));

    [Fact]
    public void One_that_only_the_former_writer_holds_is_lost_too() =>
        Assert.Equal((1, 0, 0, 0), Wrongs(Clean().Wrote(3, 6, 9).KeptByFormer(3)));

    [Theory]
    [InlineData(7, 0)]
    [InlineData(8, 1)]
    public void A_key_that_is_another_rows_is_wrong(long told, int wrong)
    {
        var result = Clean().Wrote(3, 60, 70, key: told).Kept(3, History.Promoted, id: 7).Judge();
        Assert.Equal((wrong, wrong == 0), (result.WrongKeys, result.IsSound));
    }

    [Fact]
    public void A_row_that_is_there_twice_is_doubled() =>
        Assert.Equal((0, 1, 0, 0), Wrongs(Clean().Kept(2, History.Promoted)));

    [Fact]
    public void A_write_that_two_servers_executed_is_doubled() =>
        Assert.Equal((0, 1, 0, 0), Wrongs(Clean().Wrote(3, 10, 30).Kept(3, History.Promoted).KeptByFormer(3)));

    [Theory]
    [InlineData(25, 30, 1)]
    // In flight while the role changed: it may have run before.
    [InlineData(15, 30, 0)]
    public void A_server_that_was_the_writer_at_no_time_of_the_call_must_not_have_executed_it(double begun, double ended, int wrong) =>
        Assert.Equal((0, 0, wrong, 0), Wrongs(Clean().Wrote(3, begun, ended).Kept(3, History.Former)));

    [Theory]
    [InlineData(12, 15, 0)]
    [InlineData(5, 8, 1)]
    public void A_node_of_Galera_may_have_executed_it_once_the_writer_was_struck(double begun, double ended, int wrong) =>
        Assert.Equal((0, 0, wrong, 0), Wrongs(Clean().Takes(3, 10).Wrote(3, begun, ended).Kept(3, by: 3)));

    [Fact]
    public void A_row_that_nobody_sent_is_nobodys_write() =>
        Assert.Equal((0, 0, 1, 0), Wrongs(Clean().Kept(9, History.Promoted)));

    [Fact]
    public void A_caller_who_was_told_that_it_did_not_run_was_told_the_truth_or_not()
    {
        Assert.Equal((0, 0, 0, 0), Wrongs(Clean().Wrote(3, 60, 70, NotRun)));
        Assert.Equal((0, 0, 0, 1), Wrongs(Clean().Wrote(3, 60, 70, NotRun).Kept(3, History.Promoted)));
    }

    [Fact]
    public void A_caller_who_was_told_that_nobody_knows_may_find_it_or_not()
    {
        Assert.Equal((0, 0, 0, 0), Wrongs(Clean().Wrote(3, 10, 30, NobodyKnows)));
        Assert.Equal((0, 0, 0, 0), Wrongs(Clean().Wrote(3, 10, 30, NobodyKnows).Kept(3, History.Promoted)));
        var leftBehind = Clean().Wrote(3, 10, 30, NobodyKnows).KeptByFormer(3).Judge();
        Assert.Equal((true, 1), (leftBehind.IsSound, leftBehind.LeftBehind));
    }

    [Fact]
    public void Through_a_proxy_a_bare_drivers_error_says_nothing_of_the_outcome()
    {
        var history = Clean().Wrote(3, 60, 70, new IOException("lost")).Kept(3, History.Promoted);
        Assert.Equal(0, history.Judge(throughProxy: true).Contradicted);
        Assert.Equal(1, history.Judge(throughProxy: false).Contradicted);
    }

    [Theory]
    [InlineData(25, 30, History.Former, 1)]
    [InlineData(25, 30, History.Promoted, 0)]
    // Sent before it was replaced, perhaps; and answered when it had heard of it, perhaps.
    [InlineData(15, 30, History.Former, 0)]
    [InlineData(38, 45, History.Former, 0)]
    public void A_replaced_writer_that_has_not_heard_of_it_must_answer_no_read(double begun, double ended, int by, int wrong)
    {
        var result = Clean().FormerBelieved(20, 40).Read(begun, ended, by).Judge();
        Assert.Equal((wrong == 0, wrong), (result.IsSound, result.AnsweredStale));
    }

    private static History Clean() => new History()
        .Wrote(1, 0, 5).Kept(1, History.Former)
        .Wrote(2, 40, 50).Kept(2, History.Promoted);

    private static (int Lost, int Duplicated, int OnDemoted, int Contradicted) Wrongs(History history)
    {
        var result = history.Judge();
        return (result.Lost, result.Duplicated, result.OnDemoted, result.Contradicted);
    }
}
