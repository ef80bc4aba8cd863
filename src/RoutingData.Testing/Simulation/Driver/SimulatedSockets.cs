using System.Data.Common;
using RoutingData.Monitor.Drivers;

namespace RoutingData.Testing.Simulation;

/// <summary>The way to what takes a socket's place in the simulated driver.</summary>
internal sealed class SimulatedSockets : ISocketCut
{
    public object? SocketOf(DbConnection connection) => ((SimulatedConnection)connection).Socket;

    public void Cut(object socket) => ((SimulatedLink)socket).Close();
}
