namespace RoutingData.Bench.Results.Checks;

/// <summary>A read that has not ended.</summary>
/// <param name="Through">The router, or the bare driver.</param>
/// <param name="Kind">How the caller reads.</param>
/// <param name="Server">The @@server_id of the server whose rows it gets; null while it has none.</param>
/// <param name="Begun">When it began.</param>
internal sealed record ReadUnderWay(string Through, string Kind, int? Server, long Begun);
