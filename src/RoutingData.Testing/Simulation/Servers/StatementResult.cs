namespace RoutingData.Testing.Simulation;

/// <summary>What one statement of a command brought: rows, a number of affected rows, or an error, after which nothing follows.</summary>
/// <param name="Columns">The columns' names; null when it has no rows to give.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Affected">How many rows it changed; -1 for a query.</param>
internal sealed record StatementResult(string[]? Columns, IReadOnlyList<object?[]> Rows, int Affected)
{
    public SimulatedDbException? Error { get; init; }

    public static StatementResult Changed(int rows) => new(null, [], rows);

    public static StatementResult Query(string[] columns, IReadOnlyList<object?[]> rows) => new(columns, rows, -1);

    public static StatementResult Failed(SimulatedDbException error) => new(null, [], -1) { Error = error };
}
