namespace RoutingData.ServerTests.DapperCalls;

/// <summary>A row of the table keyed.</summary>
internal sealed record Row(int Id, int V);
