using RoutingData.Bench.Measuring;

namespace RoutingData.Bench.Decide;

/// <summary>What one routing decision costs.</summary>
/// <param name="Decision">Which.</param>
/// <param name="Rules">How many query rules there are, all regular expressions.</param>
/// <param name="Characters">Of the text.</param>
/// <param name="Nanoseconds">The best of many stretches.</param>
/// <param name="NanosecondsPerKilobyte">The same for 1,024 characters of the text, where that says something.</param>
/// <param name="Bytes">Allocated.</param>
internal sealed record DecideRow(
    string Decision, int Rules, int Characters, double Nanoseconds, double NanosecondsPerKilobyte, double Bytes)
{
    public static void Print(IEnumerable<DecideRow> rows)
    {
        var table = new Table("decision", "rules", "characters", "ns", "ns per KB", "bytes");
        foreach (var row in rows)
            table.Add(row.Decision, row.Rules, row.Characters, row.Nanoseconds, row.NanosecondsPerKilobyte, $"{row.Bytes:0}");
        table.Print();
    }
}
