using System.Diagnostics;
using RoutingData.Bench.Measuring;

namespace RoutingData.Bench.Scale;

/// <summary>What sessions take that are open at the same time.</summary>
/// <param name="Sessions">How many.</param>
/// <param name="State">idle: opened, which binds no server; held: a command has run, so that each holds a backend connection.</param>
/// <param name="BytesEach">Of the managed heap, after a collection.</param>
/// <param name="MicrosecondsEach">To open it, and run the command.</param>
internal sealed record ScaleRow(int Sessions, string State, double BytesEach, double MicrosecondsEach)
{
    public static async Task<ScaleRow> MeasureAsync(RoutingDbDataSource source, int count, bool runsCommand)
    {
        var connections = new RoutingDbConnection[count];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var begun = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            connections[i] = await source.OpenConnectionAsync();
            if (runsCommand) await SelectAsync(connections[i]);
        }

        var time = Stopwatch.GetElapsedTime(begun);
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        foreach (var connection in connections) await connection.DisposeAsync();
        return new ScaleRow(count, runsCommand ? "held" : "idle", (double)bytes / count, time.TotalMicroseconds / count);
    }

    public static void Print(IEnumerable<ScaleRow> rows)
    {
        var table = new Table("sessions", "state", "bytes each", "µs each");
        foreach (var row in rows) table.Add(row.Sessions, row.State, row.BytesEach, row.MicrosecondsEach);
        table.Print();
    }

    private static async Task SelectAsync(RoutingDbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT 1";
        await command.ExecuteScalarAsync();
    }
}
