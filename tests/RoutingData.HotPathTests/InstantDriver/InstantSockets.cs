using System.Data.Common;
using RoutingData.Monitor.Drivers;

namespace RoutingData.HotPathTests.InstantDriver;

/// <summary>One for each server, as a driver whose sockets are found.</summary>
internal sealed class InstantSockets : ISocketCut
{
    public object SocketOf(DbConnection connection) => ((InstantConnection)connection).Socket;

    public void Cut(object socket)
    {
    }

    public bool HasNews(object socket) => false;
}
