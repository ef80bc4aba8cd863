using RoutingData.Bench.Replay.Comparing;

namespace RoutingData.Bench.Tests.Replay;

public sealed class ReplayJudgeTests
{
    private static readonly Answer Nothing = new([], -1);

    [Theory]
    [InlineData("1;2", "1;2", null)]
    [InlineData("1;2", "2;1", null)]
    [InlineData("1;2", "1", "rows [1; 2] / [1]")]
    [InlineData("1;1;2", "1;2;2", "rows [1; 1; 2] / [1; 2; 2]")]
    [InlineData("a", "A", "rows [a] / [A]")]
    public void Rows_are_the_same_in_any_order_and_as_often(string bare, string routed, string? difference) =>
        Assert.Equal(difference, ReplayJudge.DifferenceOf(Rows(bare), Rows(routed)));

    [Fact]
    public void Whatever_else_comes_back_counts_too()
    {
        Assert.Null(ReplayJudge.DifferenceOf(Nothing, Nothing));
        Assert.Equal("columns [c] / [d]", ReplayJudge.DifferenceOf(Rows("1"), Rows("1", column: "d")));
        Assert.Equal("1 sets of rows / 0", ReplayJudge.DifferenceOf(Rows("1"), Nothing));
        Assert.Equal("1 rows affected / 2", ReplayJudge.DifferenceOf(new Answer([], 1), new Answer([], 2)));
        Assert.Equal("error 1146 / 0 rows affected", ReplayJudge.DifferenceOf(Nothing with { Error = 1146 }, new Answer([], 0)));
        Assert.Equal("error 1146 / error 1290", ReplayJudge.DifferenceOf(Nothing with { Error = 1146 }, Nothing with { Error = 1290 }));
        Assert.Equal(
            "error 1205 / RoutingDbException: lost",
            ReplayJudge.DifferenceOf(Nothing with { Error = 1205 }, Nothing with { Failure = ("RoutingDbException", "lost") }));
        Assert.Equal("warnings [a] / []", ReplayJudge.DifferenceOf(Nothing with { Warnings = ["a"] }, Nothing));
        Assert.Equal("error 1 / rows [2]", ReplayJudge.DifferenceOf(Rows("1") with { Error = 1 }, Rows("2")));
    }

    [Fact]
    public void What_came_before_an_error_counts_and_how_many_rows_had_been_changed_does_not()
    {
        Assert.Null(ReplayJudge.DifferenceOf(Rows("1") with { Error = 1146 }, Rows("1") with { Error = 1146, RecordsAffected = 3 }));
        Assert.Equal("rows [1] / [2]", ReplayJudge.DifferenceOf(Rows("1") with { Error = 1146 }, Rows("2") with { Error = 1146 }));
        Assert.Null(ReplayJudge.DifferenceOf(
            Nothing with { Failure = ("InvalidOperationException", "of one") }, Nothing with { Failure = ("InvalidOperationException", "of another") }));
    }

    [Theory]
    [InlineData("SELECT NOW()", true)]
    [InlineData("select uuid_short()", true)]
    [InlineData("SHOW PROCESSLIST", true)]
    [InlineData("SELECT @@server_id", true)]
    [InlineData("SELECT nowhere, brand FROM t", false)]
    [InlineData("SELECT TIMESTAMPADD(MINUTE, 1, '2020-01-01')", false)]
    public void What_no_two_servers_answer_alike_is_not_compared(string statement, bool isUnstable) =>
        Assert.Equal(isUnstable, UnstableStatements.Contains(statement));

    private static Answer Rows(string rows, string column = "c") => new([new RowSet([column], rows.Split(';'))], -1);
}
