namespace RoutingData.Testing.Simulation;

/// <summary>What a transaction changes, as a binary log would say it: the outcome, not the statement.</summary>
/// <param name="Table">The table.</param>
internal abstract record Change(string Table);

/// <summary>A row is there now, or not any more.</summary>
/// <param name="Table">The table.</param>
/// <param name="Key">The row's key.</param>
/// <param name="Values">Its values; null when it was deleted.</param>
internal sealed record RowChange(string Table, object Key, object?[]? Values) : Change(Table);

/// <summary>A table is there now, or not any more.</summary>
/// <param name="Table">The table.</param>
/// <param name="Definition">The table, empty; null when it was dropped.</param>
internal sealed record TableChange(string Table, SimulatedTable? Definition) : Change(Table);
