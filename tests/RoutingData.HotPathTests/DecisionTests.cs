using System.Collections.Frozen;
using System.Data;
using RoutingData.Monitor;
using RoutingData.Routing;
using RoutingData.Rules;
using RoutingData.Statements;

namespace RoutingData.HotPathTests;

/// <summary>A text seen before costs nothing, however many rules there are.</summary>
public sealed class DecisionTests
{
    [Theory]
    [InlineData("SELECT 1", 0)]
    [InlineData("SELECT 1", 500)]
    [InlineData("SELECT name FROM product WHERE id = @id", 2)]
    public void A_text_seen_before_allocates_nothing(string text, int rules)
    {
        var router = NewRouter(rules);
        var names = new BoundNames(["@id"]);
        Assert.Equal(0, Allocations.Of(() => router.GetRoute(text, CommandType.Text, "shop", SqlModes.None, names)));
    }

    // Too long to be looked up by its instance.
    [Fact]
    public void An_equal_text_allocates_nothing_either_whatever_is_bound()
    {
        var router = NewRouter(2);
        var text = $"SELECT name FROM product WHERE id IN (@id, {string.Join(", ", Enumerable.Range(1, 2000))})";
        var names = new BoundNames(["@id", "@other"]);
        Assert.Equal(0, Allocations.Of(() => router.GetRoute(text, CommandType.Text, "shop", SqlModes.None, names)));
    }

    [Fact]
    public void In_a_scope_neither()
    {
        var router = NewRouter(2);
        var route = router.GetRoute("SELECT 1", CommandType.Text, "shop", SqlModes.None, new BoundNames([]));
        Assert.Equal(0, Allocations.Of(() => router.ApplyHint(route, new RouteHint(RouteTarget.Writer, null, "a scope"))));
    }

    private static Router NewRouter(int rules) => new(
        new RoutePolicy(10, [new ReplicationHostgroup(10, 20)]),
        new QueryRuleSet(Enumerable.Range(1, rules).Select(Rule), StatementDigest.Of), FrozenSet<string>.Empty, username: null, _ => { });

    private static QueryRuleOptions Rule(int id) => new() { RuleId = id, MatchPattern = $"^SELECT.*archive_{id}", DestinationHostgroup = 20 };
}
