namespace RoutingData.Monitor;

/// <summary>A server is to take another one's place as the writer, and has got no statement yet.</summary>
/// <param name="NewWriter">The server that was seen writable.</param>
/// <param name="OldWriter">The writer before it.</param>
/// <param name="Hostgroup">Id of the pair's writer hostgroup.</param>
/// <param name="Epoch">The epoch of the election.</param>
public sealed record PromotionNotice(ServerAddress NewWriter, ServerAddress OldWriter, int Hostgroup, long Epoch);
