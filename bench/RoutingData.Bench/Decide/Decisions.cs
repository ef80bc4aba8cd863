using System.Collections.Frozen;
using System.Data;
using RoutingData.Bench.Measuring;
using RoutingData.Monitor;
using RoutingData.Routing;
using RoutingData.Rules;
using RoutingData.Statements;

namespace RoutingData.Bench.Decide;

/// <summary>Measures the router's own decision, as a command asks for it.</summary>
internal sealed class Decisions(int rules)
{
    // More than the router remembers by instance.
    private const int ManyInstances = 16 * 1024;

    private static readonly RoutePolicy Policy = new(10, [new ReplicationHostgroup(10, 20)]);

    private readonly QueryRuleSet _rules = new(RegularExpressions(rules), StatementDigest.Of);

    /// <summary>A text that stands in the program.</summary>
    public DecideRow SameInstance(string text) => Seen("seen, same instance", [text]);

    /// <summary>A text that is put together each time.</summary>
    public DecideRow OtherInstance(string text) => 
        Seen("seen, equal text", [.. Enumerable.Range(0, ManyInstances).Select(_ => new string(text))]);

    /// <summary>Texts that are met for the first time, in turns: what the router does before it remembers.</summary>
    public DecideRow FirstSight(string name, string[] texts)
    {
        string[][] parameters = [.. texts.Select(Corpus.ParametersOf)];
        var (nanoseconds, bytes) = Stretch.Measure(times =>
        {
            for (var i = 0; i < times; i++)
            {
                var which = i % texts.Length;
                Decide(texts[which], parameters[which]);
            }
        });
        var characters = (int)texts.Average(text => text.Length);
        return new DecideRow($"first sight, {name}", rules, characters, nanoseconds, nanoseconds * 1024 / characters, bytes);
    }

    private DecideRow Seen(string name, string[] instances)
    {
        var router = NewRouter();
        var names = new BoundNames(Corpus.ParametersOf(instances[0]));
        var next = 0;
        var (nanoseconds, bytes) = Stretch.Measure(times =>
        {
            for (var i = 0; i < times; i++)
            {
                router.GetRoute(instances[next], CommandType.Text, "shop", SqlModes.None, names);
                if (++next == instances.Length) next = 0;
            }
        });
        return new DecideRow(name, rules, instances[0].Length, nanoseconds, double.NaN, bytes);
    }

    private void Decide(string text, string[] parameters)
    {
        var outcome = _rules.Evaluate(new RuleInput(text, "app", "shop"));
        Policy.Decide(StatementClassifier.Classify(text, ClassifierOptions.Default, parameters), outcome, CommentHint.Of(text), RouteHint.None);
    }

    private Router NewRouter() => new(Policy, _rules, FrozenSet<string>.Empty, "app", _ => { });

    // The two well-known rules come last, so that all the others are tried.
    private static IEnumerable<QueryRuleOptions> RegularExpressions(int count)
    {
        for (var id = 1; id <= count - 2; id++)
        {
            yield return new QueryRuleOptions
            {
                RuleId = id, MatchPattern = $@"^SELECT\s.*\sFROM\s+archive_{id}\s", DestinationHostgroup = 20, Apply = true,
            };
        }

        if (count < 2) yield break;
        yield return new QueryRuleOptions
        {
            RuleId = count, MatchPattern = "^SELECT.*FOR UPDATE$", DestinationHostgroup = 10, Apply = true,
        };
        yield return new QueryRuleOptions { RuleId = count + 1, MatchPattern = "^SELECT", DestinationHostgroup = 20, Apply = true };
    }
}
