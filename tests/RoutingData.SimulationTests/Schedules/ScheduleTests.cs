using System.Globalization;

namespace RoutingData.SimulationTests.Schedules;

/// <summary>
/// Random failovers. <c>ROUTINGDATA_SCHEDULES</c> says how many (10,000), <c>ROUTINGDATA_FIRST_SEED</c> where to begin
/// (0). A failing seed is replayed, with all that happened, by
/// <c>dotnet run --project tests/RoutingData.SimulationTests -- schedule SEED</c>.
/// </summary>
public sealed class ScheduleTests
{
    // Open (docs/testing.md): a name that led to a reader leads to the promoted server before that one's own name is heard, serves as the writer's
    // address from then on, and leads back to the reader later.
    private static readonly string[] OpenFaults = ["aliases 980", "aliases,reloads 318"];

    [Fact]
    [Trait("Requirement", "D07")]
    [Trait("Requirement", "D08")]
    [Trait("Requirement", "D27")]
    [Trait("Requirement", "D28")]
    [Trait("Requirement", "D50")]
    public async Task Whatever_happens_the_invariants_hold()
    {
        var (first, count) = (Setting("ROUTINGDATA_FIRST_SEED", 0), Setting("ROUTINGDATA_SCHEDULES", 10_000));
        var runs = await ManyRuns.RunAsync("schedules", first, count, atOnce: 2500);
        Assert.True(runs.Failures.Length == 0, string.Join('\n', [
            .. runs.Failures.Take(20),
            "Replay: dotnet run --project tests/RoutingData.SimulationTests -- schedule SEED",
        ]));
        Assert.Equal(count, runs.Count);
    }

    [Theory]
    [Trait("Fault", "A1")]
    [Trait("Fault", "A2")]
    [Trait("Fault", "A7")]
    [Trait("Fault", "S1")]
    [Trait("Fault", "R4")]
    [Trait("Fault", "R5")]
    [Trait("Fault", "R7")]
    [Trait("Fault", "R8")]
    [Trait("Fault", "R9")]
    [InlineData("logins")]
    [InlineData("monitor")]
    [InlineData("connects")]
    [InlineData("names")]
    [InlineData("aliases")]
    [InlineData("reloads")]
    [InlineData("statements")]
    [InlineData("readers")]
    [InlineData("aliases,reloads")]
    public async Task Small_troubles_stay_small(string troubles)
    {
        const int count = 1000;
        var runs = await ManyRuns.RunAsync("schedules", 0, count, atOnce: count / 2, troubles);
        Assert.DoesNotContain(runs.Failures, line => !OpenFaults.Contains($"{troubles} {line.Split(' ')[1]}"));
        Assert.Equal(OpenFaults.Count(fault => fault.StartsWith($"{troubles} ", StringComparison.Ordinal)), runs.Failures.Length);
        Assert.Equal(count, runs.Count);
    }

    [Fact]
    [Trait("Requirement", "D27")]
    public async Task Members_of_a_replication_group_are_routed_to_by_its_newest_view()
    {
        const int count = 70;
        var runs = await ManyRuns.RunAsync("schedules", 0, count, atOnce: count / 2, "groups");
        Assert.Empty(runs.Failures);
        Assert.Equal(count, runs.Count);
    }

    [Fact]
    [Trait("Requirement", "D21")]
    [Trait("Requirement", "D22")]
    [Trait("Requirement", "D38")]
    public async Task Tokens_hold_from_process_to_process_and_losses_are_told()
    {
        const int count = 1500;
        var runs = await ManyRuns.RunAsync("tokens", 0, count, atOnce: count / 2, "servers");
        Assert.Empty(runs.Failures);
        Assert.Equal(count, runs.Count);
        // They read, and there are losses to tell.
        Assert.InRange(runs.Sum(word: 3), count * 10, int.MaxValue);
        Assert.InRange(runs.Sum(word: -1), count / 20, count);
    }

    [Fact]
    [Trait("Requirement", "D07")]
    [Trait("Requirement", "D08")]
    [Trait("Fault", "R1")]
    public async Task Writes_run_exactly_once_whatever_becomes_of_their_answers()
    {
        const int count = 600;
        var runs = await ManyRuns.RunAsync("markers", 0, count, atOnce: count / 2, "servers");
        Assert.Empty(runs.Failures);
        Assert.Equal(count, runs.Count);
        // Writers die, and what is lost is asked for.
        Assert.InRange(runs.Sum(word: 3), count * 2, int.MaxValue);
        Assert.InRange(runs.Sum(word: 8), count, int.MaxValue);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(118)]
    [InlineData(1051)]
    public async Task The_same_seed_gives_the_same_history_in_any_process(int seed)
    {
        var histories = await Task.WhenAll(HistoryAsync(seed), HistoryAsync(seed));
        Assert.NotEmpty(histories[0]);
        Assert.Equal(histories[0], histories[1]);
    }

    private static async Task<string> HistoryAsync(int seed)
    {
        using var process = OneThreadProcess.Start(redirects: true, "schedule", $"{seed}");
        var history = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return history;
    }

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;
}
