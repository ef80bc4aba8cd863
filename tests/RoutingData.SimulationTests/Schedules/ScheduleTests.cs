using System.Globalization;

namespace RoutingData.SimulationTests.Schedules;

/// <summary>
/// Random failovers. <c>ROUTINGDATA_SCHEDULES</c> says how many (15,000), <c>ROUTINGDATA_FIRST_SEED</c> where to begin
/// (0). A failing seed is replayed, with all that happened, by
/// <c>dotnet run --project tests/RoutingData.SimulationTests -- schedule SEED</c>.
/// </summary>
public sealed class ScheduleTests
{
    private const int AtOnce = 2500;

    // Open (docs/testing.md): a name that led to a reader leads to the promoted server before that one's own name is heard, serves as the writer's
    // address from then on, and leads back to the reader later.
    private static readonly string[] OpenFaults = ["aliases 980"];

    [Fact]
    [Trait("Requirement", "D07")]
    [Trait("Requirement", "D08")]
    [Trait("Requirement", "D27")]
    [Trait("Requirement", "D28")]
    [Trait("Requirement", "D50")]
    public async Task Whatever_happens_the_invariants_hold()
    {
        var (first, count) = (Setting("ROUTINGDATA_FIRST_SEED", 0), Setting("ROUTINGDATA_SCHEDULES", 15_000));
        var output = new List<string>();
        var ranges = Enumerable.Range(0, (count + AtOnce - 1) / AtOnce).Select(i => (First: first + (i * AtOnce), Count: Math.Min(AtOnce, count - (i * AtOnce))));
        await Parallel.ForEachAsync(ranges, async (range, cancellationToken) =>
        {
            using var process = OneThreadProcess.Start(redirects: true, "schedules", $"{range.First}", $"{range.Count}");
            var lines = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            lock (output) output.AddRange(lines.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        });

        var failures = output.Where(line => !line.StartsWith("RAN ", StringComparison.Ordinal)).Order().ToArray();
        Assert.True(failures.Length == 0, string.Join('\n', [
            .. failures.Take(20),
            "Replay: dotnet run --project tests/RoutingData.SimulationTests -- schedule SEED",
        ]));
        Assert.Equal(count, output.Sum(line => int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture)));
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
        using var process = OneThreadProcess.StartWith(troubles, redirects: true, "schedules", "0", $"{count}");
        var lines = (await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        var (ran, failed) = (lines.Where(line => line.StartsWith("RAN ", StringComparison.Ordinal)), lines.Where(line => !line.StartsWith("RAN ", StringComparison.Ordinal)).ToArray());
        Assert.DoesNotContain(failed, line => !OpenFaults.Contains($"{troubles} {line.Split(' ')[1]}"));
        Assert.Equal(OpenFaults.Count(fault => fault.StartsWith($"{troubles} ", StringComparison.Ordinal)), failed.Length);
        Assert.Equal(count, ran.Sum(line => int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture)));
    }

    [Fact]
    [Trait("Requirement", "D21")]
    [Trait("Requirement", "D22")]
    [Trait("Requirement", "D38")]
    public async Task Tokens_hold_from_process_to_process_and_losses_are_told()
    {
        const int count = 1500;
        using var process = OneThreadProcess.StartWith("servers", redirects: true, "tokens", "0", $"{count}");
        var lines = (await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.DoesNotContain(lines, line => !line.StartsWith("RAN ", StringComparison.Ordinal));
        var words = Assert.Single(lines).Split(' ');
        Assert.Equal(count, int.Parse(words[1], CultureInfo.InvariantCulture));
        // They read, and there are losses to tell.
        Assert.InRange(int.Parse(words[3], CultureInfo.InvariantCulture), count * 10, int.MaxValue);
        Assert.InRange(int.Parse(words[^1], CultureInfo.InvariantCulture), count / 20, count);
    }

    [Fact]
    [Trait("Requirement", "D07")]
    [Trait("Requirement", "D08")]
    [Trait("Fault", "R1")]
    public async Task Writes_run_exactly_once_whatever_becomes_of_their_answers()
    {
        const int count = 600;
        using var process = OneThreadProcess.StartWith("servers", redirects: true, "markers", "0", $"{count}");
        var lines = (await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.DoesNotContain(lines, line => !line.StartsWith("RAN ", StringComparison.Ordinal));
        var words = Assert.Single(lines).Split(' ');
        // Writers die, and what is lost is asked for.
        Assert.InRange(int.Parse(words[3], CultureInfo.InvariantCulture), count * 2, int.MaxValue);
        Assert.InRange(int.Parse(words[8], CultureInfo.InvariantCulture), count, int.MaxValue);
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
