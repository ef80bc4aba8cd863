using RoutingData.Diagnostics;

namespace RoutingData.Tests.Diagnostics;

public sealed class SourceNamesTests
{
    [Fact]
    public void No_two_have_one_name_at_a_time_and_what_is_returned_is_free_again()
    {
        var names = new SourceNames();

        Assert.Equal(["shop", "shop#2", "stock", "shop#3"], new[] { "shop", "shop", "stock", "shop" }.Select(names.Take));
        names.Return("shop#2");
        Assert.Equal(["shop#2", "shop#4"], new[] { "shop", "shop" }.Select(names.Take));
    }
}
