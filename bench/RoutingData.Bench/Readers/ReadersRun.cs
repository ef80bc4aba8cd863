using RoutingData.Bench.Targets;
using RoutingData.Bench.Throughput;
using RoutingData.Testing;

namespace RoutingData.Bench.Readers;

/// <summary>One trouble: all ways at once on the same servers, in turns.</summary>
internal static class ReadersRun
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    public static async Task<List<ReadersRow>> RunAsync(LocalCluster cluster, string trouble, ReadersOptions options)
    {
        var servers = cluster.Servers.Where(server => server != cluster.Writer).ToArray();
        Relay[] relays =
        [
            .. servers.Select((server, index) => Relay.Start(server.Address, index == 0 ? ReaderTroubles.Of(trouble) : ReaderTroubles.Nothing)),
        ];
        List<RoutingDbDataSource> sources = [];
        List<Crew> crews = [];
        try
        {
            foreach (var way in options.Ways)
            {
                sources.Add(ReaderWay.Create(way, cluster.Writer.ConnectionString, relays.Select(relay => relay.Address)));
                crews.Add(await Crew.StartAsync(new Target(way, sources[^1], []), "openclose", options.Workers, Common(options)));
            }

            foreach (var crew in crews) await crew.WorkAsync(WarmUp);
            foreach (var source in sources) source.ResetStatistics();
            var slices = await WorkAsync(crews, options);
            return
            [
                .. options.Ways.Select((way, index) => ReadersRow.Of(
                    trouble, way, slices[index], slices[0], ShareOf(sources[index], relays[0]), sources[index].Statistics.Hedges)),
            ];
        }
        finally
        {
            foreach (var crew in crews) await crew.DisposeAsync();
            foreach (var source in sources) await source.DisposeAsync();
            foreach (var relay in relays) await relay.DisposeAsync();
        }
    }

    private static async Task<List<Slice>[]> WorkAsync(List<Crew> crews, ReadersOptions options)
    {
        List<Slice>[] slices = [.. crews.Select(_ => new List<Slice>())];
        var turns = Enumerable.Range(0, crews.Count);
        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var turn in round % 2 == 0 ? turns : turns.Reverse()) slices[turn].Add(await crews[turn].WorkAsync(options.Slice));
        }

        return slices;
    }

    private static ThroughputOptions Common(ReadersOptions options) => new(
        [], [], [options.Workers], options.Time, options.Slice, Crews: 1, Think: TimeSpan.Zero, Async: true, KeepsCommands: false);

    private static double ShareOf(RoutingDbDataSource source, Relay relay)
    {
        var servers = source.Statistics.Servers;
        return (double)servers.Where(server => server.Server == relay.Address).Sum(server => server.Statements) / servers.Sum(server => server.Statements);
    }
}
