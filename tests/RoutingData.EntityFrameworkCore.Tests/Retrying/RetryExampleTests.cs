using Microsoft.EntityFrameworkCore;
using RoutingData.EntityFrameworkCore.Tests.Shop;
using RoutingData.Tests.Documentation;

namespace RoutingData.EntityFrameworkCore.Tests.Retrying;

public sealed class RetryExampleTests(ShopCluster cluster) : IClassFixture<ShopCluster>
{
    [Fact]
    public async Task It_places_an_order()
    {
        await using var shop = cluster.NewRetryingContext();
        var order = new Order { Number = "of the document" };

        await RetryExample.PlaceAsync(shop, order, TestContext.Current.CancellationToken);

        Assert.Equal(EntityState.Unchanged, shop.Entry(order).State);
        Assert.Equal(1, await cluster.OrdersAsync("of the document"));
    }

    [Fact]
    public void It_stands_in_the_document()
    {
        var file = Path.Combine(Repository.Root, "tests", "RoutingData.EntityFrameworkCore.Tests", "Retrying", "RetryExample.cs");
        var method = File.ReadAllLines(file).SkipWhile(line => !line.Contains("public static async", StringComparison.Ordinal)).SkipLast(1);

        Assert.Contains(
            string.Join('\n', method.Select(line => line.Length > 4 ? line[4..] : "")) + '\n', new Document("ef-core.md").Code("csharp"));
    }
}
