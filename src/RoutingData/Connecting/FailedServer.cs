using RoutingData.Monitor;

namespace RoutingData.Connecting;

/// <summary>A server that failed a statement, and the monitor's mark of the moment.</summary>
internal readonly record struct FailedServer(ServerAddress Server, long Mark);
