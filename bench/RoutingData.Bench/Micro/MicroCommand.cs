using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using RoutingData.Bench.Measuring;

namespace RoutingData.Bench.Micro;

/// <summary>BenchmarkDotNet over the hot path. In process: it cannot build this repository's layout by itself.</summary>
internal static class MicroCommand
{
    public static Command Create()
    {
        var filter = new Option<string[]>("--filter")
        {
            Description = "Which benchmarks, as *Command*", DefaultValueFactory = _ => ["*"], AllowMultipleArgumentsPerToken = true,
        };
        var quick = new Option<bool>("--quick") { Description = "Without BenchmarkDotNet, in seconds" };
        var command = new Command("micro", "BenchmarkDotNet over the hot path, on a driver that does nothing") { filter, quick };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(quick))
            {
                Surroundings.Here().Print();
                QuickLook.Print();
                return;
            }

            var config = DefaultConfig.Instance
                .AddJob(Job.MediumRun.WithToolchain(InProcessEmitToolchain.Instance))
                .AddExporter(MarkdownExporter.GitHub)
                .WithArtifactsPath(Path.Combine(AppContext.BaseDirectory, "micro"));
            BenchmarkSwitcher.FromAssembly(typeof(MicroCommand).Assembly).Run(["--filter", .. parsed.GetValue(filter)!], config);
        });
        return command;
    }
}
