using RoutingData.Bench.Measuring;

namespace RoutingData.Bench.Idle;

/// <summary>What a monitor takes, beyond what the process takes without one.</summary>
/// <param name="Servers">How many it watches.</param>
/// <param name="CorePercent">Of one core.</param>
/// <param name="HeapBytes">Of the managed heap, after a collection.</param>
/// <param name="AllocatedPerSecond">Bytes.</param>
internal sealed record IdleRow(int Servers, double CorePercent, long HeapBytes, double AllocatedPerSecond)
{
    public static IdleRow Of(int servers, Idleness watching, Idleness empty) => new(
        servers, 100 * (watching.Cpu / watching.Time - empty.Cpu / empty.Time), watching.HeapBytes,
        watching.Allocated / watching.Time.TotalSeconds - empty.Allocated / empty.Time.TotalSeconds);

    public static void Print(IEnumerable<IdleRow> rows)
    {
        var table = new Table("servers", "% of a core", "heap KB", "allocated KB/s");
        foreach (var row in rows)
            table.Add(row.Servers, row.CorePercent, row.HeapBytes / 1024.0, row.AllocatedPerSecond / 1024);
        table.Print();
    }
}
