namespace RoutingData.Bench.Failover.Loads;

/// <summary>A row of <see cref="LoadTables.Writes"/>, for EF Core.</summary>
internal sealed class SavedRow
{
    public long Id { get; set; }

    public int Worker { get; set; }

    public int Number { get; set; }

    public int Server { get; set; }
}
