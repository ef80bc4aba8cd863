using RoutingData.Tests.Documentation;

namespace RoutingData.ServerTests.Conformance;

/// <summary>docs/ado-net.md shows every action and every wanted difference; <see cref="ConformanceTests"/> prove them, each run for the
/// driver it runs on.</summary>
public sealed class AdoNetDocumentTests
{
    private static readonly Document AdoNet = new("ado-net.md");

    [Fact]
    public void Every_wanted_difference_is_listed_with_its_reason() => AdoNet.Check("differences", Document.TableOf(
        ["capability", "action", "MySqlConnector", "MySql.Data"],
        from action in ConformanceActions.All
        where action.ReasonOnMySqlConnector is not null || action.ReasonOnMySqlData is not null
        select new[] { action.Group, action.Name, Cell(action.ReasonOnMySqlConnector), Cell(action.ReasonOnMySqlData) }));

    [Fact]
    public void Every_action_is_listed() => AdoNet.Check("actions", string.Join('\n', ConformanceActions.All
        .GroupBy(action => action.Group)
        .Select(group =>
            $"### {group.Key}\n\n{Document.TableOf(["action", "forms", "MySqlConnector", "MySql.Data"], group.Select(Row))}")));

    [Fact]
    public void The_count_is_right()
    {
        var comparisons = ConformanceActions.All.Sum(action => action.HasAsyncForm ? 2 : 1);
        AdoNet.Check("count", $"{ConformanceActions.All.Count} actions, {comparisons} comparisons on each driver.\n");
    }

    [Fact]
    public void No_two_actions_have_the_same_name() => Assert.Equal(
        ConformanceActions.All.Count, ConformanceActions.All.DistinctBy(action => (action.Group, action.Name)).Count());

    private static string[] Row(ConformanceAction action) =>
    [
        action.Name.Replace("|", "\\|", StringComparison.Ordinal),
        action.HasAsyncForm ? "sync, async" : "sync",
        Verdict(action.ReasonOnMySqlConnector),
        Verdict(action.ReasonOnMySqlData),
    ];

    private static string Verdict(string? reason) => reason is null ? "same" : "differs";

    private static string Cell(string? reason) => reason ?? "same";
}
