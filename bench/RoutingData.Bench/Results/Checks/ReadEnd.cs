namespace RoutingData.Bench.Results.Checks;

/// <summary>How one read ended for its caller. Times are <see cref="System.Diagnostics.Stopwatch"/> timestamps.</summary>
/// <param name="Through">The router, or the bare driver.</param>
/// <param name="Kind">How the caller read.</param>
/// <param name="Server">The @@server_id of the server whose rows it got; null when it got none.</param>
/// <param name="Begun">Before its connection was opened.</param>
/// <param name="Ended">When its caller was free again.</param>
/// <param name="Wrong">What was wrong with the result; null when each row was there and right, up to the error if there is one.</param>
/// <param name="Error">What its caller was told; null when it was told that all is well.</param>
internal sealed record ReadEnd(string Through, string Kind, int? Server, long Begun, long Ended, string? Wrong, Exception? Error);
