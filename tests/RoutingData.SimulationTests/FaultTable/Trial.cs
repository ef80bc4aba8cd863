using System.Data.Common;
using System.Globalization;
using RoutingData.Monitor;
using RoutingData.Testing;

namespace RoutingData.SimulationTests.FaultTable;

/// <summary>What a caller gets when a fault strikes while its statement is under way, or just before its session begins.</summary>
internal static class Trial
{
    private static readonly TimeSpan[] Bounds =
        [.. new[] { 0.1, 0.2, 0.5, 1, 1.2, 1.5, 2, 3, 5, 8, 10.1, 15, 30 }.Select(TimeSpan.FromSeconds)];

    public static async Task<string> RunAsync(Fault fault, Call call, bool inFlight)
    {
        var clock = new SimulatedClock();
        var cluster = new SimulatedCluster(clock);
        cluster.Execute("db001", "CREATE TABLE notes (id BIGINT AUTO_INCREMENT PRIMARY KEY, n INT)");
        var options = new RoutingOptions
        {
            ConnectionString = cluster.ConnectionString, Monitor = new MonitorOptions { Username = "monitor" },
        };
        var result = "";
        await clock.RunAsync(async () =>
        {
            await using var source = new RoutingDbDataSourceBuilder(options.UseDriver(cluster.Factory))
                .UseTimeProvider(clock).UseRandom(new Random(1)).Build();
            await using var connection = await ReadingFromAsync(source, fault.Server);
            result = inFlight ? await UnderWayAsync(connection) : await AfterAsync(source);
        });
        return result;

        Task Wait(int milliseconds) => Task.Delay(TimeSpan.FromMilliseconds(milliseconds), clock);

        async Task<string> UnderWayAsync(RoutingDbConnection connection)
        {
            var act = await call.PrepareAsync(connection);
            await Wait(300);
            foreach (var server in cluster.Servers) cluster.Slow(server.Name, TimeSpan.FromMilliseconds(50));
            var acting = act();
            await Wait(20);
            foreach (var server in cluster.Servers) cluster.Slow(server.Name, TimeSpan.Zero);
            var begun = clock.Elapsed;
            var striking = fault.StrikeAsync(cluster, Wait);
            var outcome = Describe(await OutcomeOf(acting), clock.Elapsed - begun);
            await striking;
            return outcome;
        }

        async Task<string> AfterAsync(RoutingDbDataSource source)
        {
            await Wait(300);
            var striking = fault.StrikeAsync(cluster, Wait);
            await Wait(20);
            var begun = clock.Elapsed;
            var outcome = Describe(await OutcomeOf(InNewSessionAsync(source)), clock.Elapsed - begun);
            await striking;
            return outcome;
        }

        async Task InNewSessionAsync(RoutingDbDataSource source)
        {
            await using var connection = await source.OpenConnectionAsync();
            var act = await call.PrepareAsync(connection);
            await act();
        }
    }

    // Which server a session reads from is chosen by chance, and then kept.
    private static async Task<RoutingDbConnection> ReadingFromAsync(RoutingDbDataSource source, string server)
    {
        while (true)
        {
            var connection = await source.OpenConnectionAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT COUNT(*) FROM notes";
            await command.ExecuteScalarAsync();
            if (connection.LastServer?.Hostname == server) return connection;
            await connection.DisposeAsync();
        }
    }

    private static async Task<string> OutcomeOf(Task acting)
    {
        try
        {
            await acting;
            return "ok";
        }
        catch (RoutingDbException exception)
        {
            return $"`{exception.Outcome}`";
        }
        catch (DbException exception)
        {
            return exception.Data["Server Error Code"] is int number and > 0 ? $"the server's {number}" : "the driver's own error";
        }
    }

    private static string Describe(string outcome, TimeSpan took)
    {
        var bound = Bounds.First(bound => took <= bound);
        return string.Create(CultureInfo.InvariantCulture, $"{outcome} in {bound.TotalSeconds:0.#} s");
    }
}
