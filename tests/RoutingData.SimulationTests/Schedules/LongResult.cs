using System.Data;
using System.Data.Common;
using RoutingData.Testing;

namespace RoutingData.SimulationTests.Schedules;

/// <summary>A result larger than what comes over the link at once, read row by row: the nth row must hold n.</summary>
internal sealed class LongResult(Random random, SimulatedClock clock)
{
    public const int Rows = 60;
    public const int RowsPerPacket = 8;

    /// <summary>Makes the table it comes from.</summary>
    public static void Make(SimulatedCluster cluster) => cluster.Execute(
        "db001",
        "CREATE TABLE numbers (n INT PRIMARY KEY);" +
        $"INSERT INTO numbers (n) VALUES {string.Join(',', Enumerable.Range(1, Rows).Select(n => $"({n})"))}");

    /// <summary>Reads it, and tells the call what was wrong with it.</summary>
    public async Task ReadAsync(RoutingDbConnection connection, Call call, DbTransaction? transaction = null)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT n FROM numbers ORDER BY n";
        command.Transaction = transaction;
        if (random.Next(4) == 0) await command.PrepareAsync();
        var isSequential = random.Next(2) == 0;
        await using var reader = await command.ExecuteReaderAsync(isSequential ? CommandBehavior.SequentialAccess : CommandBehavior.Default);
        call.HasReader = true;
        var synchronously = random.Next(2) == 0;
        // Some have seen enough before the end.
        var enough = random.Next(6) == 0 ? random.Next(Rows) : int.MaxValue;
        for (var row = 1; ; row++)
        {
            if (row > enough) return;
            if (random.Next(12) == 0) await Task.Delay(TimeSpan.FromMilliseconds(random.Next(100)), clock);
            // A synchronous call would block the simulation: it is made where the row has come already.
            var isHere = (row - 1) % RowsPerPacket != 0 && row <= Rows;
            if (!(synchronously && isHere ? reader.Read() : await reader.ReadAsync()))
            {
                if (row <= Rows) call.Torn ??= $"the result ended before row {row} of {Rows}";
                return;
            }

            var value = reader.GetInt32(0);
            if (value != row) call.Torn ??= $"row {row} held {value}";
        }
    }
}
