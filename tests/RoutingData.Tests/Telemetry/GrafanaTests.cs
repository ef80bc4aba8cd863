using System.Text.Json;
using System.Text.RegularExpressions;
using RoutingData.Monitor;
using RoutingData.Tests.Documentation;

namespace RoutingData.Tests.Telemetry;

/// <summary>The dashboard and the rules in docs/grafana ask for nothing that is not there.</summary>
public sealed partial class GrafanaTests
{
    // Functions, words of the language, and labels that are not ours.
    private static readonly HashSet<string> Others =
    [
        "sum", "max", "min", "rate", "increase", "histogram_quantile", "topk", "label_values", "by", "or", "unless", "offset", "job", "instance", "le",
    ];

    private static string Folder => Path.Combine(Repository.Root, "docs", "grafana");

    private static string Dashboard => File.ReadAllText(Path.Combine(Folder, "dashboard.json"));

    private static string Alerts => File.ReadAllText(Path.Combine(Folder, "alerts.yaml"));

    public static TheoryData<string> Expressions => [.. OfDashboard().Concat(OfAlerts()).Distinct()];

    [Theory]
    [MemberData(nameof(Expressions))]
    public void Every_name_is_a_series_or_a_label_and_every_label_is_one_of_its_series(string expression)
    {
        var bare = Text().Replace(Window().Replace(expression, ""), "");
        var names = Word().Matches(bare).Select(match => match.Value).Where(name => !Others.Contains(name)).ToArray();
        var series = names.Where(PrometheusNames.Series.ContainsKey).ToArray();

        Assert.NotEmpty(series);
        var labels = names.Except(series).ToArray();
        Assert.All(labels, label => Assert.Contains(label, PrometheusNames.Labels.Keys));
        Assert.All(labels, label => Assert.Contains(series, each => LabelsOf(each).Contains(label)));
        foreach (Match selector in Selector().Matches(expression))
        {
            foreach (Match matcher in Matcher().Matches(selector.Groups["matchers"].Value))
            {
                Assert.Contains(matcher.Groups["label"].Value, LabelsOf(selector.Groups["series"].Value));
                Assert.All(ValuesIn(matcher), value => Assert.True(IsValue(matcher.Groups["label"].Value, value), value));
            }
        }
    }

    [Fact]
    public void Every_instrument_is_on_the_dashboard()
    {
        var shown = OfDashboard().SelectMany(expression => Word().Matches(expression).Select(match => match.Value))
            .Where(PrometheusNames.Series.ContainsKey).Select(series => PrometheusNames.Series[series]).Distinct();

        Assert.Equal(InstrumentCatalog.Instruments.Select(each => each.Name).Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Labels_in_words_for_people_are_labels_that_the_expression_leaves()
    {
        using var dashboard = JsonDocument.Parse(Dashboard);
        foreach (var target in Targets(dashboard))
        {
            var expression = target.GetProperty("expr").GetString()!;
            Assert.All(
                Template().Matches(target.GetProperty("legendFormat").GetString()!).Select(match => match.Groups["label"].Value),
                label => Assert.Contains(label, Kept(expression)));
        }

        foreach (var rule in Alerts.Split("- alert: ")[1..])
        {
            var expression = Expression().Match(rule).Groups["expression"].Value;
            Assert.All(AlertLabel().Matches(rule).Select(match => match.Groups["label"].Value), label => Assert.Contains(label, Kept(expression)));
        }
    }

    [Fact]
    public void Panels_have_ids_of_their_own_and_do_not_overlap()
    {
        using var dashboard = JsonDocument.Parse(Dashboard);
        var panels = dashboard.RootElement.GetProperty("panels").EnumerateArray().ToArray();
        var fields = panels.SelectMany(panel =>
        {
            var place = panel.GetProperty("gridPos");
            var (x, y, w, h) = (Number(place, "x"), Number(place, "y"), Number(place, "w"), Number(place, "h"));
            Assert.InRange(x + w, 1, 24);
            return Enumerable.Range(x, w).SelectMany(column => Enumerable.Range(y, h).Select(line => (column, line)));
        }).ToArray();

        Assert.Equal(fields.Length, fields.Distinct().Count());
        Assert.Equal(panels.Length, panels.Select(panel => Number(panel, "id")).Distinct().Count());

        static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();
    }

    private static IEnumerable<string> OfDashboard()
    {
        using var dashboard = JsonDocument.Parse(Dashboard);
        var variables = dashboard.RootElement.GetProperty("templating").GetProperty("list").EnumerateArray()
            .Where(variable => variable.GetProperty("type").GetString() == "query").Select(variable => variable.GetProperty("query").GetProperty("query").GetString()!);
        return [.. Targets(dashboard).Select(target => target.GetProperty("expr").GetString()!), .. variables];
    }

    private static IEnumerable<JsonElement> Targets(JsonDocument dashboard) => dashboard.RootElement.GetProperty("panels").EnumerateArray()
        .Where(panel => panel.TryGetProperty("targets", out _)).SelectMany(panel => panel.GetProperty("targets").EnumerateArray());

    private static IEnumerable<string> OfAlerts()
    {
        var expressions = Expression().Matches(Alerts).Select(match => match.Groups["expression"].Value).ToArray();
        Assert.Equal(Alerts.Split("- alert: ").Length - 1, expressions.Length);
        return expressions;
    }

    // What is left after an aggregation; all labels of the series where there is none.
    private static IEnumerable<string> Kept(string expression)
    {
        var groups = Grouping().Matches(expression).Select(match => match.Groups["labels"].Value).ToArray();
        return groups.Length > 0
            ? groups.SelectMany(labels => Word().Matches(labels).Select(match => match.Value))
            : Word().Matches(expression).Select(match => match.Value).Where(PrometheusNames.Series.ContainsKey).SelectMany(LabelsOf);
    }

    private static IEnumerable<string> LabelsOf(string series) => InstrumentCatalog.Instruments
        .Single(each => each.Name == PrometheusNames.Series[series]).Attributes.Append("routingdata.data_source").Select(PrometheusNames.LabelOf);

    private static string[] ValuesIn(Match matcher) =>
        matcher.Groups["value"].Value is "" or "$source" ? [] : matcher.Groups["value"].Value.Split('|');

    private static bool IsValue(string label, string value) => PrometheusNames.Labels[label] == "routingdata.change"
        ? Enum.TryParse<TopologyEventKind>(value, out _)
        : InstrumentCatalog.Attributes.Single(each => each.Name == PrometheusNames.Labels[label]).Meaning.Contains($"`{value}`", StringComparison.Ordinal);

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Text();

    [GeneratedRegex(@"\[[^\]]*\]|offset \w+")]
    private static partial Regex Window();

    [GeneratedRegex(@"[a-zA-Z_]\w*")]
    private static partial Regex Word();

    [GeneratedRegex(@"(?<series>\w+)\{(?<matchers>[^}]*)\}")]
    private static partial Regex Selector();

    [GeneratedRegex("(?<label>\\w+)(=~|!=|=)\"(?<value>[^\"]*)\"")]
    private static partial Regex Matcher();

    [GeneratedRegex(@"\{\{(?<label>\w+)\}\}")]
    private static partial Regex Template();

    [GeneratedRegex(@"\$labels\.(?<label>\w+)")]
    private static partial Regex AlertLabel();

    [GeneratedRegex(@"by \((?<labels>[^)]*)\)")]
    private static partial Regex Grouping();

    [GeneratedRegex(@"^ +expr: '(?<expression>[^']*)'", RegexOptions.Multiline)]
    private static partial Regex Expression();
}
