using System.Collections.Frozen;
using System.Data;
using RoutingData.Monitor;
using RoutingData.Routing;
using RoutingData.Rules;
using RoutingData.Statements;
using RoutingData.Telemetry;

namespace RoutingData.Tests.Telemetry;

/// <summary>The word for why a statement went where it went.</summary>
public sealed class ReasonCodeTests
{
    private static readonly Router Router = new(
        new RoutePolicy(10, [new ReplicationHostgroup(10, 20)]),
        new QueryRuleSet(
            [
                new QueryRuleOptions { RuleId = 1, MatchPattern = "^SELECT ruled", DestinationHostgroup = 10, Apply = true },
                new QueryRuleOptions { RuleId = 2, MatchPattern = "^DELETE", DestinationHostgroup = 20, Apply = true },
            ],
            StatementDigest.Of),
        FrozenSet<string>.Empty, username: null, _ => { });

    [Theory]
    [InlineData("SELECT a FROM t", "classifier")]
    [InlineData("UPDATE t SET a = 1", "classifier")]
    [InlineData("SET NAMES utf8mb4", "classifier")]
    [InlineData("SELECT ruled FROM t", "rule")]
    [InlineData("DELETE FROM t", "overruled")]
    [InlineData("/* route=writer */ SELECT a FROM t", "hint")]
    public void A_text_has_its_word(string text, string code)
    {
        var route = Of(text);
        Assert.Equal(code, ReasonCode.Of(route, route.Decision));
    }

    [Fact]
    public void What_the_session_says_has_its_own()
    {
        var route = Of("SELECT a FROM t");

        Assert.Equal("session", ReasonCode.Of(route, route.Decision with { Target = RouteTarget.Session, Hostgroup = 10 }));
        Assert.Equal("freshness", ReasonCode.Of(route, route.Decision with { Hostgroup = 10 }));
    }

    private static Route Of(string text) => Router.GetRoute(text, CommandType.Text, "shop", SqlModes.None, default);
}
