using System.CommandLine;
using RoutingData.Bench.Measuring;
using RoutingData.Bench.Targets;
using RoutingData.Monitor;
using RoutingData.Testing;

namespace RoutingData.Bench.Throughput;

/// <summary>The same load through the bare driver, through the router, and through proxies, on one local cluster.</summary>
internal static class ThroughputCommand
{
    public static Command Create()
    {
        var workloads = ListOption.New("--workload", "select1, pk, insert, tx, mixed, openclose", "select1,pk,openclose");
        var targets = ListOption.New("--targets", "direct, routing, listened, haproxy, mysqlrouter, proxy=host:port", "direct,routing");
        var workers = ListOption.New("--workers", "How many at a time", "1,8,32");
        var seconds = new Option<double>("--seconds")
        {
            Description = "Seconds for each target, workload and number of workers", DefaultValueFactory = _ => 15,
        };
        var slice = new Option<int>("--slice") { Description = "Milliseconds of one target's turn", DefaultValueFactory = _ => 200 };
        var crews = new Option<int>("--crews") { Description = "How often connections are made anew", DefaultValueFactory = _ => 5 };
        var think = new Option<double>("--think") { Description = "Microseconds a worker is busy with something else before each step" };
        var sync = new Option<bool>("--sync") { Description = "Through the synchronous methods, a thread a worker" };
        var keep = new Option<bool>("--keep-commands") { Description = "Make each command once and execute it again" };
        var program = new Option<string>("--mysqlrouter")
        {
            Description = "MySQL Router's program", DefaultValueFactory = _ => "mysqlrouter",
        };
        var flavor = new Option<ServerFlavor>("--flavor")
        {
            Description = "Which servers", DefaultValueFactory = _ => new LocalClusterOptions().Flavor,
        };
        var replicas = new Option<int>("--replicas")
        {
            Description = "How many of them are readers; with one, nothing but the targets differs", DefaultValueFactory = _ => 1,
        };
        var json = new Option<FileInfo?>("--json") { Description = "Write the figures to a file" };

        var command = new Command("throughput", "The same load through the bare driver, the router and proxies, in turns")
        {
            workloads, targets, workers, seconds, slice, crews, think, sync, keep, program, flavor, replicas, json,
        };
        command.SetAction(parsed => RunAsync(
            new ThroughputOptions(
                parsed.GetValue(workloads)!, parsed.GetValue(targets)!, [.. parsed.GetValue(workers)!.Select(int.Parse)],
                TimeSpan.FromSeconds(parsed.GetValue(seconds)), TimeSpan.FromMilliseconds(parsed.GetValue(slice)),
                parsed.GetValue(crews), TimeSpan.FromMicroseconds(parsed.GetValue(think)), Async: !parsed.GetValue(sync), parsed.GetValue(keep)),
            new LocalClusterOptions { Flavor = parsed.GetValue(flavor), Replicas = parsed.GetValue(replicas) },
            parsed.GetValue(program)!, parsed.GetValue(json)));
        return command;
    }

    private static async Task RunAsync(ThroughputOptions options, LocalClusterOptions cluster, string routerProgram, FileInfo? json)
    {
        var surroundings = Surroundings.Here();
        surroundings.Print();
        await using var servers = await LocalCluster.StartAsync(cluster);
        await BenchTables.CreateAsync(servers, cluster.Database);

        var factory = new TargetFactory(servers, routerProgram);
        List<Target> targets = [];
        List<ThroughputRow> rows = [];
        try
        {
            foreach (var name in options.Targets) targets.Add(await factory.CreateAsync(name));
            foreach (var workload in options.Workloads)
            {
                await Alternation.TrainAsync(workload, options, targets);
                foreach (var workers in options.Workers) rows.AddRange(await Alternation.RunAsync(workload, workers, options, targets));
            }
        }
        finally
        {
            foreach (var target in targets) await target.DisposeAsync();
        }

        ThroughputRow.Print(rows);
        JsonFile.Write(json, surroundings, rows);
    }
}
