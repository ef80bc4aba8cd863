namespace RoutingData.Bench.Consistency;

/// <summary>A row of the table.</summary>
internal sealed class TurnRow
{
    public int Id { get; set; }

    public int Version { get; set; }
}
