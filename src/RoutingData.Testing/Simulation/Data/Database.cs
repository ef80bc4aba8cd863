using System.Collections.Immutable;

namespace RoutingData.Testing.Simulation;

/// <summary>All that is in a server: its tables at one moment. Immutable.</summary>
/// <param name="Tables">By name.</param>
internal sealed record Database(ImmutableDictionary<string, SimulatedTable> Tables)
{
    public static Database Empty { get; } =
        new(ImmutableDictionary.Create<string, SimulatedTable>(StringComparer.OrdinalIgnoreCase));

    public SimulatedTable this[string name] =>
        Tables.TryGetValue(name, out var table) ? table : throw ServerErrors.UnknownTable(name);

    public Database With(Change change) => change switch
    {
        TableChange { Definition: { } table } => new Database(Tables.SetItem(table.Name, table)),
        TableChange => new Database(Tables.Remove(change.Table)),
        RowChange row when Tables.TryGetValue(row.Table, out var table) => new Database(Tables.SetItem(table.Name, table with
        {
            Rows = row.Values is { } values ? table.Rows.SetItem(row.Key, values) : table.Rows.Remove(row.Key),
        })),
        _ => this,
    };

    public Database With(IEnumerable<Change> changes) => changes.Aggregate(this, static (database, change) => database.With(change));
}
