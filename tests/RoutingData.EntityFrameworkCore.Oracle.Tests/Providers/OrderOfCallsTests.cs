using Microsoft.EntityFrameworkCore;
using RoutingData.EntityFrameworkCore.Tests.Shop;

namespace RoutingData.EntityFrameworkCore.Tests.Providers;

/// <summary>Two of Oracle's services have to be replaced, which can be done only where the options have the provider.</summary>
public sealed class OrderOfCallsTests
{
    [Fact]
    [Trait("Fault", "E2")]
    public async Task UseRoutingMySql_before_UseMySQL_is_an_error_that_says_so()
    {
        await using var source = new RoutingDbDataSource("Server=db001.invalid;User ID=app;Database=shop");
        await using var shop = new ShopContext(new DbContextOptionsBuilder().UseRoutingMySql(source).UseProvider().Options);

        var error = Assert.Throws<InvalidOperationException>(() => shop.Database.GetDbConnection());

        Assert.Contains("UseRoutingMySql must come after UseMySQL", error.Message, StringComparison.Ordinal);
    }
}
