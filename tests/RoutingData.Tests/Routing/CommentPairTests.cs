using RoutingData.Routing;

namespace RoutingData.Tests.Routing;

/// <summary>
/// Comments hold what users of an application typed. The default pair is 10/20; another fleet is 30/40; hostgroup 50 stands alone.
/// </summary>
[Trait("Fault", "B4")]
public sealed class CommentPairTests
{
    private const string Write = "INSERT INTO orders VALUES (1)";
    private const string Read = "SELECT name FROM product";
    private const string OfOtherFleet = "SELECT 1 FROM report";

    [Theory]
    // An application's tag with a user's words in it, as TagWith and sqlcommenter write it.
    [InlineData("-- report of bob, hostgroup=30\n\n" + Write, 10)]
    [InlineData("/* user: bob, hostgroup=30 */ " + Write, 10)]
    [InlineData("/*controller='orders',user='bob',hostgroup=30*/ " + Write, 10)]
    [InlineData("/*traceparent='00-5bd66ef5',hostgroup=50,route='%2Forders'*/ " + Write, 10)]
    [InlineData("# hostgroup=40\n" + Read, 20)]
    [InlineData("-- first\n-- hostgroup=30\n" + Read, 20)]
    [InlineData("/* hostgroup=50 */ " + Read, 20)]
    [InlineData("/* hostgroup=99 */ " + Read, 20)]
    [InlineData("/* hostgroup=10 */ " + OfOtherFleet, 40)]
    // After the statement, as sqlcommenter does, comments say nothing.
    [InlineData(Read + " /*hostgroup=10,user='bob'*/", 20)]
    // Within the pair they choose.
    [InlineData("/* route=writer */ " + Read, 10)]
    [InlineData("/* hostgroup=10 */ " + Read, 10)]
    [InlineData("/* hostgroup=20 */ " + Read, 20)]
    [InlineData("/* route=writer */ " + OfOtherFleet, 30)]
    [InlineData("/* hostgroup=30 */ " + OfOtherFleet, 30)]
    [InlineData("/* route=reader */ " + Write, 10)]
    public void A_comment_moves_a_statement_within_its_own_pair_only(string text, int hostgroup)
    {
        using var source = Source(CommentHints.Pair);
        Assert.Equal(hostgroup, source.Explain(text).Hostgroup);
    }

    [Theory]
    [InlineData("/* hostgroup=30 */ " + Write, 30)]
    [InlineData("/* hostgroup=40 */ " + Write, 10)]
    [InlineData("/* hostgroup=50 */ " + Read, 50)]
    [InlineData("/* hostgroup=10 */ " + OfOtherFleet, 10)]
    [InlineData("/* route=writer */ " + OfOtherFleet, 10)]
    [InlineData("/* route=writer */ " + Read, 10)]
    public void Where_no_comment_holds_foreign_text_it_may_name_any_hostgroup(string text, int hostgroup)
    {
        using var source = Source(CommentHints.Any);
        Assert.Equal(hostgroup, source.Explain(text).Hostgroup);
    }

    [Theory]
    [InlineData("/* route=writer */ " + Read, 20)]
    [InlineData("/* hostgroup=10 */ " + Read, 20)]
    [InlineData("-- hostgroup=30\n" + Write, 10)]
    public void Comments_can_be_no_hints_at_all(string text, int hostgroup)
    {
        using var source = Source(CommentHints.None);
        Assert.Equal(hostgroup, source.Explain(text).Hostgroup);
    }

    [Theory]
    [InlineData("/* route=writer */ " + Read, 40, 30)]
    [InlineData("/* hostgroup=10 */ " + Read, 40, 40)]
    [InlineData("/* hostgroup=10 */ " + Write, 30, 30)]
    [InlineData("/* route=reader */ " + Read, 30, 40)]
    [InlineData("/* route=writer */ " + Read, 20, 10)]
    public void A_scope_names_the_pair_that_a_comment_chooses_from(string text, int scope, int hostgroup)
    {
        using var source = Source(CommentHints.Pair);
        var route = source.Runtime.Plan.Router.GetRoute(text, System.Data.CommandType.Text, "shop", default, default);
        Assert.Equal(hostgroup, source.Runtime.Plan.Router.ApplyHint(route, new RouteHint(null, scope, "a scope")).Decision.Hostgroup);
        Assert.Equal(scope, source.Runtime.Plan.Router.ApplyHint(route, new RouteHint(null, scope, "the command"), isNearest: true).Decision.Hostgroup);
    }

    [Fact]
    public void What_is_ignored_is_said()
    {
        using var source = Source(CommentHints.Pair);
        Assert.EndsWith(
            "a comment names hostgroup 30, which is not of its pair, and is ignored", source.Explain("/* hostgroup=30 */ " + Write).Reason);
        Assert.DoesNotContain("comment", source.Explain("/* hostgroup=12345 */ " + Write).Reason, StringComparison.Ordinal);
    }

    private static RoutingDbDataSource Source(CommentHints comments) => new(new RoutingOptions
    {
        ConnectionString = "User ID=app;Database=shop",
        CommentHints = comments,
        Servers =
        [
            new ServerOptions { HostgroupId = 10, Hostname = "db001" }, new ServerOptions { HostgroupId = 30, Hostname = "db101" },
            new ServerOptions { HostgroupId = 50, Hostname = "db201" },
        ],
        ReplicationHostgroups =
        [
            new ReplicationHostgroupOptions { WriterHostgroup = 10, ReaderHostgroup = 20 },
            new ReplicationHostgroupOptions { WriterHostgroup = 30, ReaderHostgroup = 40 },
        ],
        QueryRules = [new QueryRuleOptions { RuleId = 1, MatchPattern = "FROM report", DestinationHostgroup = 40, Apply = true }],
    });
}
