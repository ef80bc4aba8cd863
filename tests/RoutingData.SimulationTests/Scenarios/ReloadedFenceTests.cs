namespace RoutingData.SimulationTests.Scenarios;

/// <summary>The promotion fence of the options in force is asked, whatever a reload has made of it.</summary>
[Trait("Fault", "A7")]
public sealed class ReloadedFenceTests
{
    [Theory]
    [InlineData("first", "", "")]
    [InlineData("", "second", "second")]
    [InlineData("first", "second", "second")]
    [InlineData("first", "first", "first")]
    public Task The_fence_of_the_last_options_is_asked_before_the_new_writers_first_write(string before, string after, string asked) =>
        Scenario.RunAsync(async scenario =>
        {
            var calls = new List<string>();
            scenario.Source.Reload(With(before));
            await using var connection = await scenario.Source.OpenConnectionAsync();
            await Scenario.ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)");

            scenario.Source.Reload(With(after));
            scenario.Cluster.Kill("db001");
            scenario.Cluster.Promote("db002");
            await using var next = await scenario.Source.OpenConnectionAsync();
            await Scenario.ExecuteAsync(next, "INSERT INTO notes (n) VALUES (2)");

            Assert.Equal(asked, string.Join(',', calls));
            Assert.Equal("db002", scenario.Source.Monitor.Current.WriterOf(10)?.Address.Hostname);

            RoutingOptions With(string fence)
            {
                var options = scenario.Options();
                if (fence.Length == 0) return options;
                return options.UsePromotionFence(async (promotion, cancellationToken) =>
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(100), scenario.Clock, cancellationToken);
                    Assert.DoesNotContain(scenario.Sent, sent => sent.Server == "db002" && sent.Text.Contains("VALUES (2)", StringComparison.Ordinal));
                    calls.Add(fence);
                });
            }
        });
}
