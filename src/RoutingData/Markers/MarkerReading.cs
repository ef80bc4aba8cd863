namespace RoutingData.Markers;

/// <summary>What a marker says.</summary>
/// <param name="State">What became of its statement.</param>
/// <param name="Affected">Rows, if it is committed.</param>
/// <param name="LastId">LAST_INSERT_ID() of its session then.</param>
internal readonly record struct MarkerReading(MarkerState State, long Affected = 0, ulong LastId = 0);
