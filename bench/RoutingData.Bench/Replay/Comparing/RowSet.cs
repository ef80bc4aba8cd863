namespace RoutingData.Bench.Replay.Comparing;

/// <summary>One set of rows, as text.</summary>
/// <param name="Columns">The columns' names.</param>
/// <param name="Rows">The values, each row in one line.</param>
internal sealed record RowSet(IReadOnlyList<string> Columns, IReadOnlyList<string> Rows);
