using RoutingData.Testing.Processes;

namespace RoutingData.Testing.Flavors;

/// <summary>A program that makes or fills a data folder.</summary>
internal static class DataProgram
{
    /// <summary>Returns the words that every such program begins with.</summary>
    public static IEnumerable<string> Words(string folder) =>
        ["--no-defaults", .. Environment.IsPrivilegedProcess ? ["--user=root"] : Array.Empty<string>(), $"--datadir={folder}"];

    /// <summary>Runs it to its end.</summary>
    /// <exception cref="LocalClusterException">It failed; the message has what it printed.</exception>
    public static async Task RunAsync(string program, IEnumerable<string> arguments, string input, CancellationToken cancellationToken)
    {
        var run = await FinishedProgram.RunAsync(program, arguments, input, cancellationToken).ConfigureAwait(false);
        if (run.ExitCode != 0)
            throw new LocalClusterException(
                $"{program} could not make a data folder (exit code {run.ExitCode}):{Environment.NewLine}{run.Output}");
    }
}
