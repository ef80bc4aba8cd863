namespace RoutingData.Bench.Failover.Checks;

/// <summary>A row of the table of writes.</summary>
/// <param name="Worker">Who wrote it.</param>
/// <param name="Number">The worker's count.</param>
/// <param name="Server">The @@server_id of the server that executed it.</param>
/// <param name="Id">Its key.</param>
internal readonly record struct WrittenRow(int Worker, int Number, int Server, long Id = 0);
