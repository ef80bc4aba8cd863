namespace RoutingData.ProxySql.Tests.Mapping;

public sealed class RuleMappingTests
{
    [Fact]
    public void Rules_keep_what_they_say()
    {
        var rule = Import("""
            username="app", schemaname="shop", flagIN=0, match_digest="^SELECT", match_pattern="(x)", negate_match_pattern=1, flagOUT=7, replace_pattern="y\\1",
            destination_hostgroup=20, timeout=100, retries=3, delay=5, error_msg="no", multiplex=0, log=1, apply=1, comment="c"
            """).Options().QueryRules.Single();
        Assert.Equal(
            ("app", "shop", 0, "^SELECT", "(x)", true, 7, 20, 100, 3, 5, "no", false, true, true, "c"),
            (rule.Username, rule.SchemaName, rule.FlagIn, rule.MatchDigest, rule.MatchPattern, rule.NegateMatchPattern, rule.FlagOut!.Value,
                rule.DestinationHostgroup!.Value, rule.Timeout!.Value, rule.Retries!.Value, rule.Delay!.Value, rule.ErrorMsg, rule.Multiplex!.Value, rule.Log!.Value,
                rule.Apply, rule.Comment));
    }

    [Theory]
    // Restrictions that mean nothing here would widen the rule: it stays out.
    [InlineData("client_addr=\"10.1.%\"", false, "NotSupported mysql_query_rules.client_addr")]
    [InlineData("proxy_addr=\"10.1.1.1\"", false, "NotSupported mysql_query_rules.proxy_addr")]
    [InlineData("proxy_port=6034", false, "NotSupported mysql_query_rules.proxy_port")]
    [InlineData("digest=\"0x38BE36BDFFDBE638\"", false, "NotSupported mysql_query_rules.digest")]
    [InlineData("OK_msg=\"done\"", false, "NotSupported mysql_query_rules.OK_msg")]
    [InlineData("active=0", false, "Adjusted mysql_query_rules.active")]
    // What is done beside routing is left out of the rule.
    [InlineData("cache_ttl=5000", true, "NotSupported mysql_query_rules.cache_ttl")]
    [InlineData("mirror_hostgroup=30", true, "NotSupported mysql_query_rules.mirror_hostgroup")]
    [InlineData("multiplex=2", true, "Adjusted mysql_query_rules.multiplex")]
    [InlineData("sticky_conn=1", true, "NotNeeded mysql_query_rules.sticky_conn")]
    [InlineData("gtid_from_hostgroup=10", true, "NotNeeded mysql_query_rules.gtid_from_hostgroup")]
    [InlineData("replace_pattern=\"x\"", true, "Adjusted mysql_query_rules.replace_pattern")]
    [InlineData("re_modifiers=\"CASELESS,EXTENDED\"", true, "Adjusted mysql_query_rules.re_modifiers")]
    // libconfig makes a backspace of \b.
    [InlineData("match_pattern=\"\\bx\"", true, "Adjusted mysql_query_rules.match_pattern")]
    // -1 is how a file says nothing.
    [InlineData("timeout=-1", true, null)]
    [InlineData("client_addr=\"\"", true, null)]
    public void What_a_rule_cannot_have_is_said(string column, bool isTaken, string? said)
    {
        var import = Import($"match_digest=\"^SELECT\", destination_hostgroup=20, {column}");
        Assert.Equal(said is null ? [] : [said], import.Said().Where(text => text != "Adjusted mysql_query_rules"));
        Assert.Equal(isTaken, import.Options().QueryRules.Any(rule => rule.MatchDigest == "^SELECT"));
    }

    [Fact]
    public void Rules_of_the_port_that_the_application_used_are_taken()
    {
        const string Ports = "mysql_query_rules = ( { rule_id=1, proxy_port=6033, destination_hostgroup=10, apply=1 }, { rule_id=2, proxy_port=6034, destination_hostgroup=20, apply=1 } )";
        var import = Imports.File(Imports.Servers + Ports, new ProxySqlOptions { ProxyPort = 6034 });
        Assert.Equal(2, import.Options().QueryRules.Single().RuleId);
        Assert.Equal(["NotSupported mysql_query_rules.proxy_port"], import.Said());
    }

    [Theory]
    [InlineData("[[:space:]]+", @"[\s]+")]
    [InlineData("^[[:alpha:]_][[:alnum:]_]*", "^[a-zA-Z_][a-zA-Z0-9_]*")]
    [InlineData(@"^SELECT\s", @"^SELECT\s")]
    public void Classes_of_POSIX_are_written_as_NET_writes_them(string pattern, string written) =>
        Assert.Equal(written, Import($"match_pattern=\"{pattern}\", destination_hostgroup=20").Options().QueryRules.Single().MatchPattern);

    [Fact]
    public void Fast_routing_becomes_rules_behind_all_others()
    {
        var options = Imports.File(Imports.Servers + """
            mysql_query_rules = ( { rule_id=7, match_digest="^SELECT", destination_hostgroup=20 } )
            mysql_query_rules_fast_routing = ( { username="app", schemaname="shop", flagIN=0, destination_hostgroup=10, comment="c" }, { username="app", schemaname="", destination_hostgroup=20 } )
            """).Options();
        Assert.Equal(
            [(7, null, null, 20), (8, "app", "shop", 10), (9, "app", null, 20)],
            options.QueryRules.Select(rule => (rule.RuleId, rule.Username, rule.SchemaName, rule.DestinationHostgroup!.Value)));
    }

    [Fact]
    public void A_rule_without_an_id_is_passed_over_as_in_ProxySQL() =>
        Assert.Contains("NotSupported mysql_query_rules.rule_id", Imports.File("mysql_query_rules = ( { match_digest=\"x\" } )").Said());

    // The times are for people, who find them with --logger "console;verbosity=detailed".
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Five_hundred_rules_are_five_hundred_rules(bool isFile)
    {
        var text = isFile ? Examples.Rules(500) : Examples.RulesScript(500);
        var times = new List<double>();
        for (var i = 0; i < 11; i++)
        {
            var began = TimeProvider.System.GetTimestamp();
            var import = isFile ? Imports.File(text) : Imports.Script(text);
            times.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
            Assert.Equal(500, import.Settings.Keys.Count(key => key.EndsWith(":RuleId", StringComparison.Ordinal)));
            Assert.Empty(import.Warnings);
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{(isFile ? "A file" : "A script")} with 500 rules: {times[0]:0.0} ms the first time, median of ten more {times[1..].Order().ElementAt(5):0.0} ms");
    }

    private static ProxySqlImport Import(string columns) => Imports.File(Imports.Servers + $"mysql_query_rules = ( {{ rule_id=1, {columns} }} )");
}
