using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace RoutingData.ServerTests.Starvation;

/// <summary>This program again, in a process whose thread pool has four threads at most.</summary>
internal sealed class StarvedProcess : IDisposable
{
    public const string Acknowledged = "acknowledged";
    public const string Failed = "failed";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    public StarvedProcess(string kind, params string[] connectionStrings)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet") start.ArgumentList.Add(Assembly.GetExecutingAssembly().Location);
        foreach (var argument in new[] { "starved", kind }.Concat(connectionStrings)) start.ArgumentList.Add(argument);
        start.Environment["DOTNET_ThreadPool_ForceMinWorkerThreads"] = "2";
        start.Environment["DOTNET_ThreadPool_ForceMaxWorkerThreads"] = "4";
        _process = Process.Start(start)!;
    }

    /// <summary>When the next write was acknowledged after a moment, as of <see cref="Stopwatch"/>.</summary>
    /// <param name="moment">As of <see cref="Stopwatch"/>, which all processes share.</param>
    public async Task<long> AcknowledgedAfterAsync(long moment)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Limit);
        string? line = null;
        try
        {
            while (await _process.StandardOutput.ReadLineAsync(deadline.Token) is { } next)
            {
                line = next;
                if (line.Split(' ') is [Acknowledged, _, var at] && long.Parse(at, CultureInfo.InvariantCulture) is var when && when > moment)
                    return when;
            }
        }
        catch (OperationCanceledException)
        {
            // Told below, with what was heard last.
        }

        throw new InvalidOperationException($"No write was acknowledged any more within {Limit}; the last line was: {line}");
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
