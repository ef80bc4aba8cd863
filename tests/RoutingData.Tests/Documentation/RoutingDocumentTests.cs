using System.Data;
using System.Globalization;
using RoutingData.Routing;
using RoutingData.Rules;
using RoutingData.SessionStates;
using RoutingData.Statements;

namespace RoutingData.Tests.Documentation;

[Trait("Requirement", "D47")]
public sealed class RoutingDocumentTests
{
    private static readonly Document Routing = new("routing.md");

    [Fact]
    public void Examples_are_routed_as_the_document_says()
    {
        using var source = Source();
        Routing.Check("examples", Document.TableOf(
            ["statement", "target", "hostgroup", "rule", "pins", "reason"],
            RoutingExamples.Statements.Select(example => Row(
                example.ToString(), source.Explain(example.Statement, example.Type, example.Parameters)))));
    }

    [Fact]
    public void Sessions_route_as_the_document_says()
    {
        using var source = Source();
        Routing.Check("sessions", Document.TableOf(
            ["the session has run", "then", "target", "hostgroup", "reason"],
            RoutingExamples.InSessions.Select(example => SessionRow(source, example.Before, example.Statement))));
    }

    [Fact]
    public void Rules_without_apply_are_overruled_and_warned_of_as_the_document_says()
    {
        var rules = WellKnownRules.For(10, 20);
        foreach (var rule in rules) rule.Apply = false;
        using var source = new RoutingDbDataSource(
            new RoutingOptions { ConnectionString = "Server=db001,db002;User ID=app", QueryRules = [.. rules] });
        var compiled = new QueryRuleSet(rules, text => text);
        const string LockingRead = "SELECT * FROM stock FOR UPDATE";

        Routing.Check("apply", string.Join('\n', [
            Document.TableOf(
                ["statement", "target", "hostgroup", "rule", "pins", "reason"],
                [Row(Document.InCell(LockingRead), source.Explain(LockingRead)), Row("`SELECT 1`", source.Explain("SELECT 1"))]),
            "```text", .. RuleWarnings.Of(compiled, new HashSet<int> { 20 }).Select(warning => warning.Message), "```\n"]));
    }

    [Fact]
    public void Digests_are_what_the_document_says()
    {
        string[] statements = ["SELECT name FROM product WHERE id = 1", "/* a page */ SELECT name\nFROM product WHERE id IN (1, 2, 3);"];
        Routing.Check("digests", Document.TableOf(
            ["statement", "digest text", "digest"],
            from statement in statements
            let digest = StatementDigest.Of(statement)
            select new[] { Document.InCell(statement), Document.InCell(digest), $"`{DigestHash.Format(DigestHash.Of(digest))}`" }));
    }

    private static RoutingDbDataSource Source() => new(new RoutingOptions
    {
        ConnectionString = "Server=db001,db002,db003;User ID=app;Database=shop",
        ReadOnlyFunctions = ["price_of"],
    });

    private static string[] Row(string statement, RouteDecision decision) =>
    [
        statement, decision.Target.ToString(), decision.Hostgroup.ToString(CultureInfo.InvariantCulture),
        decision.RuleId?.ToString(CultureInfo.InvariantCulture) ?? "", decision.Pins ? "yes" : "", decision.Reason,
    ];

    private static string[] SessionRow(RoutingDbDataSource source, string[] before, string statement)
    {
        var state = before.Aggregate(SessionState.Initial, (state, text) => state.After(Find(source, text).Traits));
        var decision = source.Runtime.Plan.Router.Policy.DecideInSession(
            Find(source, statement).Decision, state, inDbTransaction: false, inAmbientTransaction: false);
        return
        [
            before.Length == 0 ? "nothing" : string.Join(", ", before.Select(Document.InCell)), Document.InCell(statement),
            decision.Target.ToString(), decision.Hostgroup.ToString(CultureInfo.InvariantCulture), decision.Reason,
        ];
    }

    private static Route Find(RoutingDbDataSource source, string text) => source.Runtime.Plan.Router.GetRoute(text, CommandType.Text, "shop", SqlModes.None, default);
}
