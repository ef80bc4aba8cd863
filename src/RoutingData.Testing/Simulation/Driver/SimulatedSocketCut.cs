using System.Data.Common;
using RoutingData.Monitor.Drivers;

namespace RoutingData.Testing.Simulation;

/// <summary>The simulated driver's socket is its link.</summary>
internal sealed class SimulatedSocketCut : ISocketCut
{
    public object? SocketOf(DbConnection connection) => (connection as SimulatedConnection)?.OpenLink;

    public void Cut(object socket) => ((SimulatedLink)socket).Cut();
}
