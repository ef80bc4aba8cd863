using System.Collections.Frozen;
using System.Data;
using RoutingData.Abstractions;
using RoutingData.Monitor;
using RoutingData.Routing;
using RoutingData.Rules;
using RoutingData.Statements;

namespace RoutingData.Tests.Routing;

/// <summary>How fresh an answer has to be: who says so, and whose word counts.</summary>
public sealed class ConsistencyDemandTests
{
    private static readonly ConsistencyDemand Session = new(ConsistencyLevel.Session);

    [Theory]
    [InlineData("SELECT 1", ConsistencyLevel.Session, 0)]
    [InlineData("/* consistency=eventual */ SELECT 1", ConsistencyLevel.Eventual, 0)]
    [InlineData("-- consistency=Global\nSELECT 1", ConsistencyLevel.Global, 0)]
    [InlineData("/* max_staleness=250 */ SELECT 1", ConsistencyLevel.Bounded, 250)]
    [InlineData("/* route=reader max_staleness=250 */ SELECT 1", ConsistencyLevel.Bounded, 250)]
    [InlineData("/* max_staleness=0 */ SELECT 1", ConsistencyLevel.Session, 0)]
    [InlineData("/* max_staleness=-1 */ SELECT 1", ConsistencyLevel.Session, 0)]
    // A bound needs its number, and a level its name.
    [InlineData("/* consistency=bounded */ SELECT 1", ConsistencyLevel.Session, 0)]
    [InlineData("/* consistency=3 */ SELECT 1", ConsistencyLevel.Session, 0)]
    [InlineData("/* consistency=nonsense */ SELECT 1", ConsistencyLevel.Session, 0)]
    [InlineData("SELECT /* consistency=eventual */ 1", ConsistencyLevel.Session, 0)]
    public void A_comment_says_it(string text, ConsistencyLevel level, int milliseconds)
    {
        var demand = Find(text).Consistency;
        Assert.Equal((level, milliseconds), (demand.Level, demand.MaxStalenessMs));
    }

    [Fact]
    public void Without_comment_hints_a_comment_says_nothing() =>
        Assert.Equal(Session, NewRouter(CommentHints.None).GetRoute("/* consistency=global */ SELECT 1", CommandType.Text, null, SqlModes.None, default).Consistency);

    [Theory]
    // Command, comment, scope, rule, option.
    [InlineData("/* consistency=global */ SELECT a FROM ruled", true, true, ConsistencyLevel.Eventual)]
    [InlineData("/* consistency=global */ SELECT a FROM ruled", false, true, ConsistencyLevel.Global)]
    [InlineData("SELECT a FROM ruled", false, true, ConsistencyLevel.Session)]
    [InlineData("SELECT a FROM ruled", false, false, ConsistencyLevel.Bounded)]
    [InlineData("SELECT a FROM t", false, false, ConsistencyLevel.Session)]
    public void The_nearest_word_counts(string text, bool byCommand, bool byScope, ConsistencyLevel level)
    {
        var router = NewRouter(CommentHints.Pair);
        var route = router.GetRoute(text, CommandType.Text, null, SqlModes.None, default);
        if (byScope) route = router.ApplyHint(route, new RouteHint(null, null, "a scope") { Consistency = Session });
        if (byCommand)
        {
            var hint = new RouteHint(null, null, "the command") { Consistency = new ConsistencyDemand(ConsistencyLevel.Eventual) };
            route = router.ApplyHint(route, hint, isNearest: true);
        }

        Assert.Equal(level, route.Consistency.Level);
        Assert.Equal(20, route.Decision.Hostgroup);
    }

    [Fact]
    public void A_word_about_freshness_leaves_the_place_as_it_is()
    {
        var router = NewRouter(CommentHints.Pair);
        var route = router.GetRoute("SELECT a FROM t", CommandType.Text, null, SqlModes.None, default);
        var writer = router.ApplyHint(route, new RouteHint(RouteTarget.Writer, null, "a scope"));
        var both = router.ApplyHint(writer, new RouteHint(null, null, "the command") { Consistency = Session }, isNearest: true);
        Assert.Equal((10, ConsistencyLevel.Session), (both.Decision.Hostgroup, both.Consistency.Level));
    }

    [Theory]
    [InlineData(ConsistencyLevel.Eventual, 0, ConsistencyLevel.Session, 0, true)]
    [InlineData(ConsistencyLevel.Bounded, 100, ConsistencyLevel.Session, 0, false)]
    [InlineData(ConsistencyLevel.Bounded, 100, ConsistencyLevel.Bounded, 50, true)]
    [InlineData(ConsistencyLevel.Bounded, 1, ConsistencyLevel.Global, 0, true)]
    public void Of_several_statements_the_strictest_counts(ConsistencyLevel left, int leftMs, ConsistencyLevel right, int rightMs, bool isRight)
    {
        var (one, other) = (new ConsistencyDemand(left, leftMs), new ConsistencyDemand(right, rightMs));
        Assert.Equal(isRight ? other : one, ConsistencyDemand.Stricter(one, other));
        Assert.Equal(isRight ? other : one, ConsistencyDemand.Stricter(other, one));
    }

    [Fact]
    public void A_bound_is_from_a_millisecond_to_a_day()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ConsistencyDemand.NoOlderThan(TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => ConsistencyDemand.NoOlderThan(TimeSpan.FromDays(1.1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => ConsistencyDemand.Of(ConsistencyLevel.Bounded));
        Assert.Throws<ArgumentOutOfRangeException>(() => ConsistencyDemand.Of((ConsistencyLevel)9));
    }

    [Fact]
    public void Scopes_nest_and_an_inner_one_leaves_what_it_does_not_say()
    {
        Assert.True(RoutingScope.Hint.IsNone);
        using (RoutingScope.ReadYourWrites())
        {
            var writes = RoutingScope.Writes;
            using (RoutingScope.Writer())
            {
                Assert.Equal((RouteTarget.Writer, ConsistencyLevel.Session), (RoutingScope.Hint.Target, RoutingScope.Hint.Consistency.Level));
                using (RoutingScope.NoOlderThan(TimeSpan.FromMilliseconds(250)))
                {
                    Assert.Equal((RouteTarget.Writer, 250), (RoutingScope.Hint.Target, RoutingScope.Hint.Consistency.MaxStalenessMs));
                    Assert.Same(writes, RoutingScope.Writes);
                }
            }

            using (RoutingScope.ReadYourWrites()) Assert.NotSame(writes, RoutingScope.Writes);
            Assert.Same(writes, RoutingScope.Writes);
        }

        Assert.Null(RoutingScope.Writes);
    }

    private static Route Find(string text) => NewRouter(CommentHints.Pair).GetRoute(text, CommandType.Text, null, SqlModes.None, default);

    private static Router NewRouter(CommentHints comments) => new(
        new RoutePolicy(10, [new ReplicationHostgroup(10, 20)], comments: comments),
        new QueryRuleSet([new QueryRuleOptions { RuleId = 1, MatchPattern = "ruled", MaxStalenessMs = 100 }], StatementDigest.Of),
        FrozenSet<string>.Empty, username: null, _ => { }, Session);
}
