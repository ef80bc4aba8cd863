using System.Diagnostics;
using RoutingData.Bench.Measuring;
using RoutingData.Bench.Targets;

namespace RoutingData.Bench.Throughput;

/// <summary>All workers of one target. Their connections stay open from slice to slice.</summary>
internal sealed class Crew : IAsyncDisposable
{
    private readonly bool _async;
    private readonly List<Client> _clients;
    private readonly List<Worker> _workers;

    private Crew(Target target, bool async, List<Client> clients, List<Worker> workers)
    {
        Target = target;
        _async = async;
        _clients = clients;
        _workers = workers;
    }

    public Target Target { get; }

    public static async Task<Crew> StartAsync(Target target, string workload, int workers, ThroughputOptions options)
    {
        List<Client> clients = [.. Enumerable.Range(0, workers).Select(target.NewClient)];
        List<Worker> crew = [];
        foreach (var client in clients)
        {
            var work = Workload.Create(workload, client, options.KeepsCommands);
            await work.BeginAsync(options.Async);
            crew.Add(new Worker(work, options.Think));
        }

        return new Crew(target, options.Async, clients, crew);
    }

    /// <summary>Lets all of them work for a while, and counts.</summary>
    public async Task<Slice> WorkAsync(TimeSpan time)
    {
        foreach (var worker in _workers) worker.Latencies.Clear();
        var before = Usage.Now(Target.Proxy);
        var deadline = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        if (_async) await Task.WhenAll(_workers.Select(worker => Task.Run(() => worker.RunAsync(deadline))));
        else RunOnThreads(deadline);
        var used = Usage.Now(Target.Proxy) - before;

        var latencies = new LatencyHistogram();
        foreach (var worker in _workers) latencies.Add(worker.Latencies);
        return new Slice(latencies, used);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients) await client.DisposeAsync();
    }

    private void RunOnThreads(long deadline)
    {
        Thread[] threads = [.. _workers.Select(worker => new Thread(() => worker.Run(deadline)))];
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
    }
}
