using RoutingData.Monitor;
using RoutingData.Monitor.Gtids;
using RoutingData.Monitor.Tokens;
using RoutingData.Monitor.Topology;

namespace RoutingData.Tests.Tokens;

/// <summary>Whether a server has what a token speaks of: not by numbers alone.</summary>
[Trait("Requirement", "D22")]
public sealed class PositionMarksTests
{
    private const string A = "aaaaaaaa-0000-0000-0000-000000000001";
    private const string B = "bbbbbbbb-0000-0000-0000-000000000002";

    [Theory]
    [InlineData("0-1-5", "0-1-5", "", "Has")]
    [InlineData("0-1-5", "0-1-6", "", "Has")]
    [InlineData("0-1-5", "0-1-4", "", "Lacks")]
    // A failover that lost writes, and one that lost none; MASTER_GTID_WAIT says "reached" of both.
    [InlineData("0-1-4", "0-1-3,0-2-6", "0-1-3", "Lacks")]
    [InlineData("0-1-4", "0-1-4,0-2-6", "0-1-4", "Has")]
    // The server became the writer without having logged what it replicated.
    [InlineData("0-1-4", "0-2-6", "0-1-4", "Has")]
    // It names no write of that server: all of those are lost, or it is a copy of one that had them.
    [InlineData("0-1-9", "0-2-6", "", "Lacks")]
    [InlineData("0-1-4", "0-2-6", "", "Unknown")]
    // It had logged a lower one of another server, and would have logged this one.
    [InlineData("0-1-4", "0-3-2,0-2-6", "", "Lacks")]
    [InlineData("0-1-4", "0-3-5,0-2-6", "", "Unknown")]
    [InlineData("0-1-4", "1-3-2,0-2-6", "", "Unknown")]
    [InlineData("0-1-5,1-1-3", "0-1-5", "", "Lacks")]
    [InlineData("0-1-5,1-1-3", "0-1-7,1-1-3", "", "Has")]
    [InlineData("0-1-5", "", "", "Lacks")]
    [InlineData("0-1-5", "nonsense", "", "Lacks")]
    public void MariaDb_by_domain_server_and_sequence(string mark, string recorded, string applied, string holding)
    {
        var position = Marks.Position(recorded, applied, recorded);
        Assert.Equal(holding, PositionMarks.Of(position, Marks.Of(mark, ServerFlavor.MariaDb, "1")).ToString());
    }

    [Theory]
    [InlineData($"{A}:1-5", $"{A}:1-5", "Has")]
    [InlineData($"{A}:1-5", $"{A}:1-4:6", "Lacks")]
    [InlineData($"{A}:1-5", $"{B}:1-9", "Lacks")]
    [InlineData($"{A}:1-5", $"{A}:1-5,{B}:1-9", "Has")]
    [InlineData($"{A}:1-5:7", $"{A}:1-7", "Has")]
    [InlineData($"{A}:1-5:7", $"{A}:1-6", "Lacks")]
    [InlineData($"{A}:1-3:tag:1-2", $"{A}:1-3", "Lacks")]
    [InlineData($"{A}:1-3:tag:1-2", $"{A}:1-3:tag:1-2", "Has")]
    [InlineData($"{A}:1-5", "", "Lacks")]
    [InlineData($"{A}:1-5", "nonsense", "Unknown")]
    public void MySql_by_the_set(string mark, string executed, string holding)
    {
        var position = Marks.Position(executed, executed, executed, ServerFlavor.MySql);
        Assert.Equal(holding, PositionMarks.Of(position, Marks.Of(mark, ServerFlavor.MySql, A)).ToString());
    }

    [Theory]
    [InlineData("0-1-4", "0-1-3,0-2-6", "0-1-4 is missing")]
    [InlineData("0-1-4", "0-1-4,0-2-6", "")]
    public void What_is_missing_is_said_in_numbers(string mark, string recorded, string lack) =>
        Assert.Equal(lack, PositionMarks.Lack(Marks.Position(recorded, "", recorded), Marks.Of(mark, ServerFlavor.MariaDb, "1")));

    [Fact]
    public void Of_many_former_writers_the_writers_own_transactions_are_kept()
    {
        var others = string.Join(',', Enumerable.Range(10, 30).Select(number => $"{number}aaaaaa-0000-0000-0000-000000000001:1-{number}000"));
        var mark = Marks.Of($"{others},{B}:1-5", ServerFlavor.MySql, B);
        Assert.Contains(mark.Sources, source => source.Source == StableHash.Of(B) && source.Newest.Last == 5);
        Assert.Equal(3, mark.Sources.Length);
    }
}
