using RoutingData.Bench.Measuring;
using RoutingData.Monitor;

namespace RoutingData.Bench.Consistency;

/// <summary>One row of figures.</summary>
/// <param name="Flavor">The servers.</param>
/// <param name="Level">What was asked for.</param>
/// <param name="Connections">On which connections.</param>
/// <param name="Writers">Other writers.</param>
/// <param name="Failovers">Changes of the writer meanwhile.</param>
/// <param name="ThinkMs">Between a write and its read.</param>
/// <param name="Turns">How many.</param>
/// <param name="Stale">Reads that lacked the session's own write.</param>
/// <param name="Unread">Reads that showed less of another one's row than the same session had seen.</param>
/// <param name="TooOld">Reads of another one's row that were older than the level allows.</param>
/// <param name="ByReaders">Share of the reads of own rows that readers served, 0 to 1.</param>
/// <param name="OthersByReaders">The same of the reads that followed, of others' rows.</param>
/// <param name="Errors">Statements that failed and were sent again by the session, while writers changed.</param>
/// <param name="WriteUs">Middle write, microseconds.</param>
/// <param name="ReadUs">Middle read of its own row.</param>
/// <param name="ReadP99Us">The slowest hundredth of them is slower.</param>
/// <param name="WritesPerSecond">Of all sessions and other writers.</param>
/// <param name="QuestionsPerSecond">Questions for positions, a server.</param>
internal sealed record ConsistencyRow(
    ServerFlavor Flavor, ConsistencyLevel Level, ConnectionUse Connections, int Writers, int Failovers, int ThinkMs, int Turns, int Stale, int Unread, int TooOld, double ByReaders, double OthersByReaders,
    int Errors, double WriteUs, double ReadUs, double ReadP99Us, double WritesPerSecond, double QuestionsPerSecond)
{
    /// <summary>Whether it shows what the level forbids.</summary>
    public bool IsBroken => Level != ConsistencyLevel.Eventual && Stale + Unread + TooOld > 0;

    public static void Print(IEnumerable<ConsistencyRow> rows)
    {
        var table = new Table(
            "servers", "level", "connections", "writers", "failovers", "think ms", "turns", "stale", "unread", "too old", "by readers %", "others' by readers %", "errors", "write us", "read us",
            "read p99 us", "writes/s", "questions/s a server");
        foreach (var row in rows)
        {
            table.Add(
                row.Flavor, row.Level, row.Connections, row.Writers, row.Failovers, row.ThinkMs, row.Turns, row.Stale, row.Unread, row.TooOld, 100 * row.ByReaders, 100 * row.OthersByReaders,
                row.Errors, row.WriteUs, row.ReadUs, row.ReadP99Us, row.WritesPerSecond, row.QuestionsPerSecond);
        }

        table.Print();
    }
}
