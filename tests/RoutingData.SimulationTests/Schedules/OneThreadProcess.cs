using System.Diagnostics;
using System.Reflection;

namespace RoutingData.SimulationTests.Schedules;

/// <summary>This program again, in a process whose thread pool has one thread: there the same seed gives the same history.</summary>
internal static class OneThreadProcess
{
    /// <summary>Whether this is such a process.</summary>
    public static bool IsThis
    {
        get
        {
            ThreadPool.GetMaxThreads(out var threads, out _);
            return threads == 1;
        }
    }

    public static Process Start(bool redirects, params string[] arguments) => StartWith(troubles: null, redirects, arguments);

    /// <param name="troubles">Which kinds of trouble its schedules have; null for those that this process was told.</param>
    /// <param name="redirects">Whether its output is read here.</param>
    /// <param name="arguments">Its arguments.</param>
    public static Process StartWith(string? troubles, bool redirects, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = redirects };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet") start.ArgumentList.Add(Assembly.GetExecutingAssembly().Location);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        if (troubles is not null) start.Environment["ROUTINGDATA_TROUBLES"] = troubles;
        start.Environment["DOTNET_PROCESSOR_COUNT"] = "1";
        start.Environment["DOTNET_ThreadPool_ForceMaxWorkerThreads"] = "1";
        // For speed: what runs for minutes at full load should be compiled well at once, and collects garbage in big pieces.
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_GCgen0size"] = "0x4000000";
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_TC_CallCountingDelayMs"] = "0";
        return Process.Start(start)!;
    }
}
