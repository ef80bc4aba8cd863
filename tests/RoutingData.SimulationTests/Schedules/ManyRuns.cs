using System.Globalization;

namespace RoutingData.SimulationTests.Schedules;

/// <summary>What many runs have printed, a part of them in each of several processes at once.</summary>
/// <param name="Summaries">The last line of each process, in words.</param>
/// <param name="Failures">A line for each run that failed.</param>
internal sealed record ManyRuns(string[][] Summaries, string[] Failures)
{
    private const string Summary = "RAN ";

    /// <summary>How many there were.</summary>
    public int Count => Sum(word: 1);

    /// <summary>Runs them.</summary>
    /// <param name="verb">What the program is to do.</param>
    /// <param name="first">The first seed.</param>
    /// <param name="count">How many.</param>
    /// <param name="atOnce">The most that one process does.</param>
    /// <param name="troubles">Which kinds of trouble they have; null for those that this process was told.</param>
    public static async Task<ManyRuns> RunAsync(string verb, int first, int count, int atOnce, string? troubles = null)
    {
        var output = new List<string>();
        var ranges = Enumerable.Range(0, (count + atOnce - 1) / atOnce).Select(i => (First: first + (i * atOnce), Count: Math.Min(atOnce, count - (i * atOnce))));
        await Parallel.ForEachAsync(ranges, TestContext.Current.CancellationToken, async (range, cancellationToken) =>
        {
            using var process = OneThreadProcess.StartWith(troubles, redirects: true, verb, $"{range.First}", $"{range.Count}");
            var lines = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            lock (output) output.AddRange(lines.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        });

        var isSummary = output.ToLookup(line => line.StartsWith(Summary, StringComparison.Ordinal));
        return new ManyRuns([.. isSummary[true].Select(line => line.Split(' '))], [.. isSummary[false].Order()]);
    }

    /// <summary>The sum of a number in each summary; a negative word counts from the end.</summary>
    public int Sum(int word) => Summaries.Sum(summary => int.Parse(summary[word < 0 ? summary.Length + word : word], CultureInfo.InvariantCulture));
}
