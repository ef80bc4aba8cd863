using System.Data;
using RoutingData.Bench.Results.Reads;

namespace RoutingData.Bench.Tests.Results;

/// <summary>What checks rows is checked: each wrong is found, and nothing else is.</summary>
[Trait("Fault", "R1")]
public sealed class WholeResultTests
{
    private static readonly (int From, int To)[] OneResult = [(1, 7)];
    private static readonly (int From, int To)[] TwoResults = [(1, 3), (4, 7)];

    public static TheoryData<int[], string?> Rows => new()
    {
        { [1, 2, 3, 4, 5, 6, 7], null },
        { [1, 2, 5, 6, 7], "row 5 in place of row 3" },
        { [2, 3, 4, 5, 6, 7], "row 2 in place of row 1" },
        { [1, 2, 2, 3, 4, 5, 6, 7], "row 2 in place of row 3" },
        { [1, 2, 3, 4, 5, 6], "6 of 7 rows" },
        { [], "0 of 7 rows" },
        { [1, 2, 3, 4, 5, 6, 7, 8], "8 of 7 rows" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Each_row_is_due_in_its_place_and_the_first_wrong_is_told(int[] rows, string? wrong)
    {
        foreach (var async in new[] { true, false }) Assert.Equal(wrong, await WrongOfAsync(async, OneResult, Table(rows)));
    }

    [Fact]
    public async Task Torn_text_is_found()
    {
        var torn = Table([1, 2, 3, 4, 5, 6, 7]);
        torn.Rows[4][1] = torn.Rows[5][1];
        Assert.Equal("row 5 has another text", await WrongOfAsync(async: false, OneResult, torn));
    }

    [Fact]
    public async Task Missing_and_surplus_results_are_found()
    {
        Assert.Null(await WrongOfAsync(async: true, TwoResults, Table([1, 2, 3]), Table([4, 5, 6, 7])));
        Assert.Equal("1 of 2 results", await WrongOfAsync(async: true, TwoResults, Table([1, 2, 3])));
        Assert.Equal("one result too many", await WrongOfAsync(async: true, TwoResults, Table([1, 2, 3]), Table([4, 5, 6, 7]), Table([8])));
        Assert.Equal("1 of 3 rows", await WrongOfAsync(async: true, TwoResults, Table([1]), Table([4, 5, 6, 7])));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(12, 3)]
    [InlineData(12345, 239)]
    public void Text_is_that_of_its_row_or_not(int k, int torn)
    {
        var piece = $"{k},";
        var text = string.Concat(Enumerable.Repeat(piece, 40));
        Assert.True(ResultTable.IsTextOf(k, text));
        Assert.False(ResultTable.IsTextOf(k + 1, text));
        Assert.False(ResultTable.IsTextOf(k, text.AsSpan(piece.Length)));
        Assert.False(ResultTable.IsTextOf(k, text + piece));
        Assert.False(ResultTable.IsTextOf(k, $"{text[..torn]}!{text[(torn + 1)..]}"));
    }

    private static async Task<string?> WrongOfAsync(bool async, (int From, int To)[] results, params DataTable[] tables)
    {
        List<string> wrong = [];
        await new WholeResult(_ => { }, wrong.Add).ReadAsync(async, new DataTableReader(tables), results);
        return wrong.SingleOrDefault();
    }

    private static DataTable Table(int[] rows)
    {
        var table = new DataTable { Columns = { { "k", typeof(int) }, { "text", typeof(string) }, { "server", typeof(int) } } };
        foreach (var k in rows) table.Rows.Add(k, string.Concat(Enumerable.Repeat($"{k},", 40)), 1);
        return table;
    }
}
