using System.Collections.Frozen;
using System.Data;
using RoutingData.Monitor;
using RoutingData.Routing;
using RoutingData.Rules;
using RoutingData.Statements;

namespace RoutingData.Tests.Routing;

public sealed class RouterTests
{
    private readonly Router _router = Router();

    [Fact]
    public void A_text_seen_before_has_the_same_route()
    {
        var route = Find("SELECT a FROM t");
        Assert.Same(route, Find("SELECT a FROM t"));
        Assert.Same(route, Find(new string("SELECT a FROM t".AsSpan())));
        Assert.NotSame(route, Find("SELECT a FROM T"));
    }

    [Fact]
    public void A_text_that_is_asked_for_survives_a_flood_of_texts_seen_once()
    {
        var route = Find("SELECT a FROM t");
        for (var i = 0; i < 20_000; i++)
        {
            Find($"SELECT a FROM t WHERE b = {i}");
            if (i % 1000 == 0) Assert.Same(route, Find("SELECT a FROM t"));
        }
    }

    [Fact]
    public void Parameters_of_the_drivers_own_collection_are_seen_as_they_are_now()
    {
        using var command = new RoutingDbCommand("SELECT a FROM t WHERE b = @b");
        var parameters = new BoundNames(command.Parameters);
        Assert.Equal(RouteTarget.Session, _router.GetRoute(command.CommandText, CommandType.Text, null, SqlModes.None, parameters).Decision.Target);

        var parameter = command.CreateParameter();
        parameter.ParameterName = "@b";
        command.Parameters.Add(parameter);
        Assert.Equal(RouteTarget.Reader, _router.GetRoute(command.CommandText, CommandType.Text, null, SqlModes.None, parameters).Decision.Target);

        parameter.ParameterName = "@c";
        Assert.Equal(RouteTarget.Session, _router.GetRoute(command.CommandText, CommandType.Text, null, SqlModes.None, parameters).Decision.Target);
    }

    [Theory]
    [Trait("Requirement", "D10")]
    [InlineData("SELECT a FROM t WHERE b = @b", "", RouteTarget.Session)]
    [InlineData("SELECT a FROM t WHERE b = @b", "b", RouteTarget.Reader)]
    [InlineData("SELECT a FROM t WHERE b = @b", "@b", RouteTarget.Reader)]
    [InlineData("SELECT a FROM t WHERE b = @b", "B", RouteTarget.Reader)]
    [InlineData("SELECT a FROM t WHERE b = @b", "c", RouteTarget.Session)]
    [InlineData("SELECT a FROM t WHERE b = @b AND c = @c", "b,c", RouteTarget.Reader)]
    [InlineData("SELECT a FROM t WHERE b = @b AND c = @c", "c,b", RouteTarget.Reader)]
    [InlineData("SELECT a FROM t WHERE b = @b AND c = @c", "b", RouteTarget.Session)]
    public void A_name_that_is_bound_is_a_value_and_one_that_is_not_is_state(string text, string parameters, RouteTarget target)
    {
        // Whatever the cache holds of the same text with other parameters.
        foreach (var other in new[] { "", "b", "c", "b,c", parameters, "zz" }) Find(text, other);
        Assert.Equal(target, Find(text, parameters).Decision.Target);
    }

    [Fact]
    public void Parameters_of_a_text_without_names_make_no_second_entry() =>
        Assert.Same(Find("SELECT a FROM t WHERE b = ?", "b"), Find("SELECT a FROM t WHERE b = ?"));

    [Theory]
    [InlineData("app.proc", CommandType.StoredProcedure, RouteTarget.Writer)]
    [InlineData("orders", CommandType.TableDirect, RouteTarget.Reader)]
    // The same letters as a text are something else, whatever was found before.
    [InlineData("orders", CommandType.Text, RouteTarget.Writer)]
    public void The_command_type_says_how_a_text_is_meant(string text, CommandType type, RouteTarget target)
    {
        foreach (var each in Enum.GetValues<CommandType>()) _router.GetRoute(text, each, null, SqlModes.None, default);
        Assert.Equal(target, _router.GetRoute(text, type, null, SqlModes.None, default).Decision.Target);
    }

    [Fact]
    [Trait("Requirement", "D19")]
    public void A_rule_that_looks_at_the_schema_is_asked_each_time()
    {
        var router = Router(new QueryRuleOptions { RuleId = 1, SchemaName = "archive", DestinationHostgroup = 30 });
        Assert.Equal(20, router.GetRoute("SELECT 1", CommandType.Text, "shop", SqlModes.None, default).Decision.Hostgroup);
        Assert.Equal(30, router.GetRoute("SELECT 1", CommandType.Text, "archive", SqlModes.None, default).Decision.Hostgroup);
    }

    [Fact]
    [Trait("Requirement", "D17")]
    public void The_sql_mode_is_part_of_what_a_text_means()
    {
        const string text = "SELECT a FROM \"sleep(1)\"";
        foreach (var modes in new[] { SqlModes.None, SqlModes.AnsiQuotes, SqlModes.NoBackslashEscapes, SqlModes.None })
        {
            Assert.Equal(modes == SqlModes.None, ReferenceEquals(Find(text), _router.GetRoute(text, CommandType.Text, null, modes, default)));
        }
    }

    [Fact]
    [Trait("Requirement", "D18")]
    public void What_a_reader_refused_goes_to_the_writer_from_then_on()
    {
        var route = Find("SELECT a FROM v");
        var refused = _router.RerouteToWriter(route);
        Assert.Equal((RouteTarget.Writer, 10, false), (refused.Decision.Target, refused.Decision.Hostgroup, refused.IsRepeatable));
        Assert.Same(refused, Find("SELECT a FROM v"));
        Assert.Equal(RouteTarget.Reader, Find("SELECT a FROM w").Decision.Target);
    }

    [Fact]
    public void A_rewritten_text_is_classified_as_it_is_sent()
    {
        var router = Router(new QueryRuleOptions { RuleId = 1, MatchPattern = "FROM t$", ReplacePattern = "FROM t FOR UPDATE" });
        Assert.Equal(RouteTarget.Writer, router.GetRoute("SELECT a FROM t", CommandType.Text, null, SqlModes.None, default).Decision.Target);
    }

    [Fact]
    public void A_very_long_text_is_routed_and_not_kept()
    {
        var text = $"SELECT '{new string('x', 20_000)}'";
        var route = Find(text);
        Assert.Equal(RouteTarget.Reader, route.Decision.Target);
        Assert.NotSame(route, Find(text));
    }

    [Fact]
    [Trait("Requirement", "D04")]
    public void The_routers_own_statements_go_where_they_belong()
    {
        Assert.Equal((RouteTarget.Writer, 10, true),
            (_router.Begin.Decision.Target, _router.Begin.Decision.Hostgroup, _router.Begin.IsRepeatable));
        Assert.Equal((RouteTarget.Reader, 20, true),
            (_router.Read.Decision.Target, _router.Read.Decision.Hostgroup, _router.Read.IsRepeatable));
    }

    [Theory]
    [Trait("Requirement", "D08")]
    [InlineData("SELECT a FROM t", true)]
    [InlineData("INSERT INTO t VALUES (1)", false)]
    [InlineData("SELECT a FROM t FOR UPDATE", false)]
    [InlineData("SELECT LAST_INSERT_ID()", false)]
    [InlineData("COMMIT", false)]
    public void Only_plain_reads_may_be_sent_twice(string text, bool isRepeatable) => Assert.Equal(isRepeatable, Find(text).IsRepeatable);

    [Fact]
    [Trait("Fault", "C15")]
    public void A_long_text_that_a_reader_refused_goes_to_the_writer_from_then_on()
    {
        string Long(int number) => $"SELECT a FROM t WHERE b = '{new string('x', 20_000)}{number}'";
        for (var i = 0; i < 3; i++) Assert.Equal(RouteTarget.Reader, Find(Long(i)).Decision.Target);

        Assert.Equal(RouteTarget.Writer, _router.RerouteToWriter(Find(Long(1))).Decision.Target);

        Assert.Equal((RouteTarget.Writer, false), (Find(Long(1)).Decision.Target, Find(Long(1)).IsRepeatable));
        Assert.Equal((RouteTarget.Reader, true), (Find(Long(2)).Decision.Target, Find(Long(2)).IsRepeatable));
    }

    [Fact]
    [Trait("Fault", "C15")]
    public void Of_refused_long_texts_no_more_is_kept_than_a_hash_each_and_not_for_ever()
    {
        var filler = new string('x', 17_000);
        string Long(int number) => $"SELECT '{filler}{number}'";
        for (var i = 0; i < 5_000; i++) _router.RerouteToWriter(Find(Long(i)));

        Assert.Equal(RouteTarget.Writer, Find(Long(4_999)).Decision.Target);
        Assert.Equal(RouteTarget.Reader, Find(Long(0)).Decision.Target);
    }

    [Theory]
    [Trait("Fault", "B6")]
    [InlineData("SELECT price_of(1)", "shop", true)]
    [InlineData("SELECT `price_of`(1)", "SHOP", true)]
    [InlineData("SELECT price_of(1)", "other", false)]
    [InlineData("SELECT price_of(1)", "", false)]
    [InlineData("SELECT price_of(1)", null, false)]
    [InlineData("SELECT shop.price_of(1)", "other", true)]
    [InlineData("SELECT other.price_of(1)", "shop", false)]
    public void A_function_without_a_schema_is_the_sessions_own(string text, string? schema, bool isRead) => Assert.Equal(
        isRead, Router(["shop.price_of"]).GetRoute(text, CommandType.Text, schema, SqlModes.None, default).Decision.Target == RouteTarget.Reader);

    // 400 schemas with 25 functions each, one statement in each, kept 124 MiB for ever.
    [Fact]
    [Trait("Fault", "B6")]
    public void What_a_schema_costs_does_not_depend_on_how_many_functions_there_are()
    {
        Assert.Equal(CostOfSchema(functions: 10), CostOfSchema(functions: 10_000), tolerance: 1024);

        static double CostOfSchema(int functions)
        {
            var router = Router(Enumerable.Range(0, functions).Select(i => $"shop.f{i}"));
            // What is made once is made now.
            router.GetRoute("SELECT f1(1)", CommandType.Text, "first", SqlModes.None, default);
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 10; i++) router.GetRoute("SELECT f1(1)", CommandType.Text, $"schema{i}", SqlModes.None, default);
            return (GC.GetAllocatedBytesForCurrentThread() - before) / 10.0;
        }
    }

    private Route Find(string text, string parameters = "") =>
        _router.GetRoute(text, CommandType.Text, null, SqlModes.None, new BoundNames(parameters.Split(',', StringSplitOptions.RemoveEmptyEntries)));

    private static Router Router(params QueryRuleOptions[] rules) => Router([], rules);

    private static Router Router(IEnumerable<string> functions, params QueryRuleOptions[] rules) => new(
        new RoutePolicy(10, [new ReplicationHostgroup(10, 20)]), new QueryRuleSet(rules, StatementDigest.Of),
        functions.ToFrozenSet(StringComparer.OrdinalIgnoreCase), username: null, _ => { });
}
