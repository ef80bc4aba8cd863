using RoutingData.EntityFrameworkCore.Tests.Shop;
using RoutingData.Tests.Documentation;

namespace RoutingData.EntityFrameworkCore.Tests.Places;

/// <summary>Where EF Core's statements go, from the servers' own logs.</summary>
public sealed class PlaceTests(ShopCluster cluster) : IClassFixture<ShopCluster>
{
    public static TheoryData<int, bool> Rows => new(
        from row in Enumerable.Range(0, PlaceExamples.All.Count)
        from async in new[] { true, false }
        select (row, async));

    [Theory]
    [MemberData(nameof(Rows))]
    [Trait("Requirement", "D01")]
    public async Task Statements_go_where_the_document_says(int row, bool async)
    {
        var example = PlaceExamples.All[row];
        await using var shop = cluster.NewContext();
        await cluster.Log.StartAsync();

        await example.RunAsync(shop, async);

        var log = (await cluster.Log.ReadAsync()).Where(statement => statement.IsExecution).ToArray();
        foreach (var mark in example.Marks.Where(mark => ShopProvider.ReadsBack || !mark.Contains("ROW_COUNT()", StringComparison.Ordinal)))
        {
            var places = log.Where(statement => statement.Text.ReplaceLineEndings("\n").Contains(mark, StringComparison.Ordinal))
                .Select(statement => statement.Server).ToArray();
            Assert.NotEmpty(places);
            Assert.All(places, place => Assert.Equal(example.Role, place == "db001" ? "writer" : "reader"));
        }
    }

    [Fact]
    public void The_document_lists_them() => new Document("ef-core.md").Check(
        "places",
        Document.TableOf(["you write", "it runs on"], PlaceExamples.All.Select(example => new[] { Code(example), Place(example) })));

    private static string Code(PlaceExample example) =>
        example.Code.StartsWith("a ", StringComparison.Ordinal) ? example.Code : Document.InCell(example.Code);

    private static string Place(PlaceExample example) => example.Role == "writer" ? "the writer" : "a reader";
}
