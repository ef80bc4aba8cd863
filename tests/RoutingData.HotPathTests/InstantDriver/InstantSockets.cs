using System.Data.Common;
using RoutingData.Monitor.Drivers;

namespace RoutingData.HotPathTests.InstantDriver;

/// <summary>The sockets of the instant driver; nothing ever has to be ended there.</summary>
internal sealed class InstantSockets : ISocketCut
{
    public object SocketOf(DbConnection connection) => ((InstantConnection)connection).Socket;

    public void Cut(object socket) => throw new NotSupportedException();
}
