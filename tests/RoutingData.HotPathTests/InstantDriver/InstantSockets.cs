using System.Data.Common;
using RoutingData.Monitor.Drivers;

namespace RoutingData.HotPathTests.InstantDriver;

/// <summary>Shows each connection as its own socket, as a driver whose sockets are found.</summary>
internal sealed class InstantSockets : ISocketCut
{
    public object SocketOf(DbConnection connection) => connection;

    public void Cut(object socket)
    {
    }

    public bool HasNews(object socket) => false;
}
