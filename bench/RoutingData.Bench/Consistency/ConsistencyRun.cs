using System.Diagnostics;
using RoutingData.Bench.Measuring;
using RoutingData.Monitor;
using RoutingData.Testing;

namespace RoutingData.Bench.Consistency;

/// <summary>One row of figures, taken.</summary>
internal static class ConsistencyRun
{
    public static async Task<ConsistencyRow> OfAsync(LocalCluster cluster, StoppingReader trouble, ConsistencyRunOptions options)
    {
        await PrepareAsync(cluster, options.Sessions + options.Writers);
        await using var source = new RoutingDbDataSource(OptionsFor(cluster, options));
        await using var second = new RoutingDbDataSource(OptionsFor(cluster, options));
        foreach (var process in options.Connections == ConnectionUse.Processes ? [source, second] : new[] { source })
        {
            await (await process.OpenConnectionAsync()).DisposeAsync();
            await process.Monitor.WaitForAsync(topology => topology.WriterOf(10) is not null, TimeSpan.FromSeconds(30));
        }

        // So that no row is missing on a reader that is late.
        await Task.Delay(options.Readers == ReaderTrouble.Healthy ? 300 : 2500);

        var each = options.Turns / options.Sessions;
        Acknowledged[] rows = [.. Enumerable.Range(0, options.Sessions).Select(_ => new Acknowledged(each))];
        TurnTaker[] takers = [.. Enumerable.Range(0, options.Sessions)
            .Select(row => new TurnTaker(source, () => PathOf(source, second, options), options, row, each, rows))];
        using var end = new CancellationTokenSource();
        var others = Enumerable.Range(0, options.Writers).Select(other => WriteAsync(source, options.Sessions + other, options.Failovers > 0, end.Token)).ToArray();
        var (begunFailovers, failovers) = (trouble.Failovers, trouble.FailOverAsync(options.Failovers, end.Token));
        var (begun, asked) = (Stopwatch.GetTimestamp(), source.Runtime.Monitor.Evidence.Asked);
        await Task.WhenAll(takers.Select(taker => Task.Factory.StartNew(taker.Run, TaskCreationOptions.LongRunning)));
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        var questions = source.Runtime.Monitor.Evidence.Asked.Questions - asked.Questions;
        await end.CancelAsync();
        await failovers;
        var written = (await Task.WhenAll(others)).Sum() + (each * options.Sessions);
        return Row(cluster.Flavor, options with { Failovers = trouble.Failovers - begunFailovers }, takers, each * options.Sessions, written / seconds, questions / seconds / cluster.Servers.Count);
    }

    private static ConsistencyRow Row(
        ServerFlavor flavor, ConsistencyRunOptions options, TurnTaker[] takers, int turns, double writes, double questions)
    {
        var (write, read) = (new LatencyHistogram(), new LatencyHistogram());
        foreach (var taker in takers)
        {
            write.Add(taker.Writes);
            read.Add(taker.Reads);
        }

        return new ConsistencyRow(
            flavor, options.Level, options.Connections, options.Writers, options.Failovers, options.ThinkMs, turns, takers.Sum(taker => taker.Stale), takers.Sum(taker => taker.Unread),
            takers.Sum(taker => taker.TooOld), takers.Sum(taker => taker.ByReaders) / (double)turns,
            takers.Sum(taker => taker.OthersByReaders) / (double)turns, takers.Sum(taker => taker.Errors), write.Percentile(0.5), read.Percentile(0.5), read.Percentile(0.99), writes, questions);
    }

    private static ITurnPath PathOf(RoutingDbDataSource source, RoutingDbDataSource second, ConsistencyRunOptions options) => options.Connections switch
    {
        ConnectionUse.Ef => new EntityFrameworkPath(source),
        // A global read needs none.
        ConnectionUse.Processes => new ProcessesPath(source, second, passesTokens: options.Level != ConsistencyLevel.Global),
        _ => new ConnectionPath(source, options.Connections),
    };

    private static RoutingOptions OptionsFor(LocalCluster cluster, ConsistencyRunOptions options)
    {
        var routing = new RoutingOptions
        {
            ConnectionString = $"{cluster.ConnectionString};Maximum Pool Size=200",
            Monitor = { WriterIsAlsoReader = false },
        };
        routing.Consistency.Level = options.Level;
        routing.Consistency.MaxStalenessMs = options.BoundMs;
        routing.Consistency.EvidenceIntervalMs = options.IntervalMs;
        routing.Consistency.MonotonicReads = options.IsMonotonic;
        return routing;
    }

    private static async Task PrepareAsync(LocalCluster cluster, int rows)
    {
        await using var source = new RoutingDbDataSource(cluster.ConnectionString);
        await using var connection = await source.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        foreach (var text in new[]
        {
            "CREATE TABLE IF NOT EXISTS turn (id INT PRIMARY KEY, version INT NOT NULL)", "DELETE FROM turn",
            $"INSERT INTO turn VALUES {string.Join(", ", Enumerable.Range(0, rows).Select(row => $"({row}, 0)"))}",
        })
        {
            command.CommandText = text;
            await command.ExecuteNonQueryAsync();
        }
    }

    private static async Task<int> WriteAsync(RoutingDbDataSource source, int row, bool isPatient, CancellationToken cancellationToken)
    {
        var written = 0;
        await using var connection = await source.OpenConnectionAsync(CancellationToken.None);
        await using var command = connection.CreateCommand();
        command.CommandText = $"UPDATE turn SET version = version + 1 WHERE id = {row}";
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await command.ExecuteNonQueryAsync(CancellationToken.None);
                written++;
            }
            catch (Exception) when (isPatient)
            {
                await connection.CloseAsync();
                await connection.OpenAsync(CancellationToken.None);
            }

            await Task.Delay(10, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return written;
    }
}
