using System.Data.Common;
using RoutingData.Monitor;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Conformance;

/// <summary>
/// Each action on the bare driver and through the router, on the same server: value, exception, states, events and data must be the same,
/// unless the action says why not. docs/ado-net.md shows the table.
/// </summary>
[Collection("Connections from connection strings")]
public sealed class ConformanceTests(ConformanceCluster cluster) : IClassFixture<ConformanceCluster>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static TheoryData<string, string, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, string, bool>();
            foreach (var action in ConformanceActions.All)
            {
                cases.Add(action.Group, action.Name, false);
                if (action.HasAsyncForm) cases.Add(action.Group, action.Name, true);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Router_does_as_the_bare_driver_or_says_why_not(string group, string name, bool async)
    {
        var action = ConformanceActions.All.Single(action => action.Group == group && action.Name == name);
        var bare = await OutcomeOfAsync(action, MySqlDriver.Find().Factory, cluster.BareConnectionString, async);
        var routed = await OutcomeOfAsync(action, RoutingDbProviderFactory.Instance, cluster.RoutedConnectionString, async);

        var same = bare == routed;
        Assert.True(same || action.Reason is not null, $"They differ, and nothing says why.\nbare:   {bare}\nrouted: {routed}");
        Assert.True(!same || action.Reason is null, $"They are the same, in spite of '{action.Reason}'.\nboth: {bare}");
    }

    private async Task<string> OutcomeOfAsync(ConformanceAction action, DbProviderFactory factory, string connectionString, bool async)
    {
        await cluster.ResetAsync();
        string outcome;
        await using (var stage = new Stage(factory, connectionString, async))
        {
            var value = await (async ? ValueOfAsync(action, stage) : BothWorlds.OnItsOwnThread(() => ValueOfAsync(action, stage)).Unwrap())
                .WaitAsync(Limit, TestContext.Current.CancellationToken);
            outcome = $"{value} | {stage.Remains}";
        }

        return $"{outcome} | {await cluster.ContentAsync()}";
    }

    private static async Task<string> ValueOfAsync(ConformanceAction action, Stage stage)
    {
        try
        {
            return Outcome.Of(await action.Run(stage));
        }
        catch (Exception exception)
        {
            return Outcome.Of(exception);
        }
    }
}
