namespace RoutingData.HotPathTests;

/// <summary>Reloads beside running commands: each command sees one plan from its beginning to its end.</summary>
public sealed class ReloadTests(HotPath path) : IClassFixture<HotPath>
{
    private const int Workers = 8;
    private const int Reloads = 10_000;

    [Fact]
    [Trait("Fault", "F1")]
    public async Task Every_execution_is_counted_for_the_rule_that_it_matched()
    {
        using var source = new RoutingDbDataSource(OptionsWith(rules: 1));
        var plans = new List<Plans.RoutingPlan> { source.Runtime.Plan };
        var isOver = false;
        var workers = Enumerable.Range(0, Workers).Select(_ => Task.Run(Work)).ToArray();

        for (var reload = 1; reload <= Reloads; reload++)
        {
            source.Reload(OptionsWith(rules: reload % 2 == 0 ? 1 : 40));
            plans.Add(source.Runtime.Plan);
        }

        Volatile.Write(ref isOver, true);
        var executions = (await Task.WhenAll(workers)).Sum();
        Assert.Equal(executions, plans.Sum(plan => plan.Rules.HitsOf(plan.Rules.Rules[^1].RuleId)));
        Assert.All(plans.SelectMany(plan => plan.Rules.Rules[..^1].Select(rule => plan.Rules.HitsOf(rule.RuleId))), hits => Assert.Equal(0, hits));

        long Work()
        {
            using var connection = source.OpenConnection();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT name FROM product";
            var done = 0L;
            for (; !Volatile.Read(ref isOver); done++) command.ExecuteScalar();
            return done;
        }
    }

    // Only the last rule is for this schema.
    private RoutingOptions OptionsWith(int rules)
    {
        var options = new RoutingOptions { ConnectionString = "Server=w,r;User ID=app;Database=shop" }.UseDriver(path.Driver.Driver);
        for (var rule = 1; rule <= rules; rule++)
            options.QueryRules.Add(new QueryRuleOptions { RuleId = rule, SchemaName = rule == rules ? "shop" : $"other{rule}", Apply = true });
        return options;
    }
}
