using RoutingData.Monitor.Reports;

namespace RoutingData.Tests.Groups;

[Trait("Requirement", "D36")]
public sealed class GroupViewIdTests
{
    [Theory]
    [InlineData("17957813744553291:3", "17957813744553291:4")]
    [InlineData("17957813744553291:9", "17957813744553291:10")]
    [InlineData("17957813744553291:9", "17957813744553292:1")]
    [InlineData("9:9", "17957813744553292:1")]
    public void Views_are_ordered_by_number(string older, string newer)
    {
        var (left, right) = (GroupViewId.Of(older)!.Value, GroupViewId.Of(newer)!.Value);

        Assert.True(left.CompareTo(right) < 0);
        Assert.True(right.CompareTo(left) > 0);
        Assert.Equal(0, left.CompareTo(GroupViewId.Of(older)!.Value));
        Assert.Equal(older, left.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("17957813744553291")]
    [InlineData("a:1")]
    [InlineData("1:2:3")]
    [InlineData("-1:2")]
    public void Anything_else_is_no_view(string? text) => Assert.Null(GroupViewId.Of(text));
}
