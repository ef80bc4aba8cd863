namespace RoutingData.Monitor.Topology;

/// <summary>Another server answers at the address of one that was discovered.</summary>
internal sealed class OtherServerException(ServerAddress address, string identity)
    : Exception($"another server answers at {address} than the one that was discovered there: it is {identity}");
