using RoutingData.Markers;

namespace RoutingData.Tests.Markers;

public sealed class MarkerTableTests
{
    private static readonly MarkerTable Table = MarkerTable.Of("marker", "shop")!;

    [Theory]
    [InlineData("marker", true)]
    [InlineData("ops.marker_1$", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("a.b.c", false)]
    [InlineData("marker; DROP TABLE t", false)]
    [InlineData("`marker`", false)]
    [InlineData("marker\n", false)]
    [InlineData("shop.", false)]
    public void Only_plain_names_are_names(string? name, bool isName) => Assert.Equal(isName, MarkerTable.IsName(name));

    [Theory]
    [InlineData("marker", "shop", "shop.marker")]
    [InlineData("ops.marker", "shop", "ops.marker")]
    [InlineData("ops.marker", null, "ops.marker")]
    [InlineData("marker", null, null)]
    [InlineData("marker", "", null)]
    [InlineData("marker", "a`b", null)]
    public void It_is_of_the_default_schema_unless_it_says_another(string name, string? schema, string? table) =>
        Assert.Equal(table, MarkerTable.Of(name, schema)?.ToString());

    [Fact]
    [Trait("Requirement", "D08")]
    public void The_marker_is_in_the_statements_own_transaction_and_the_last_thing_before_its_end() => Assert.Equal(
        "START TRANSACTION;INSERT INTO t VALUES (1);INSERT INTO `shop`.`marker`(id,affected,last_id)VALUES('7f',ROW_COUNT(),LAST_INSERT_ID());" +
        "COMMIT AND NO CHAIN NO RELEASE",
        Table.Marked("INSERT INTO t VALUES (1)", "7f"));

    [Fact]
    [Trait("Requirement", "D08")]
    public void A_commit_comes_after_its_marker() => Assert.Equal(
        "INSERT INTO `shop`.`marker`(id,affected,last_id)VALUES('7f',0,LAST_INSERT_ID());COMMIT AND NO CHAIN NO RELEASE", Table.MarkedCommit("7f"));

    [Theory]
    [InlineData(1146, "Table 'shop.marker' doesn't exist", true)]
    [InlineData(1146, "Table 'shop.orders' doesn't exist", false)]
    [InlineData(1785, "Statement violates GTID consistency", true)]
    [InlineData(1062, "Duplicate entry for key 'marker.PRIMARY'", false)]
    public void An_error_may_be_about_the_table_of_markers_or_is_the_statements_own(int number, string message, bool mayBe) =>
        Assert.Equal(mayBe, Table.MayBeMeant(number, message));

    [Fact]
    public void Ids_are_made_once_in_all_processes()
    {
        var (one, other) = (new MarkerIds(new Random(1)), new MarkerIds(new Random(2)));
        string[] ids = [.. Enumerable.Range(0, 1000).SelectMany(_ => new[] { one.Next(), other.Next() })];
        Assert.Equal(ids.Length, ids.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(ids, id => Assert.Equal(36, id.Length));
        // They follow each other, as rows of a clustered key should.
        var own = ids.Where((_, place) => place % 2 == 0).ToArray();
        Assert.Equal(own.Order(StringComparer.Ordinal), own);
    }
}
