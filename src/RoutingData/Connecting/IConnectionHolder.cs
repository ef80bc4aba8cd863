using RoutingData.Monitor;
using RoutingData.Pools;

namespace RoutingData.Connecting;

/// <summary>A session that wants a connection, and holds others meanwhile.</summary>
internal interface IConnectionHolder
{
    /// <summary>Returns the held connection to a server that a rented one would lead to, too; not one from before a role change.</summary>
    BackendConnection? HeldTo(ServerAddress server);

    /// <summary>Holds one more.</summary>
    void Hold(BackendConnection backend);

    /// <summary>Gives back what is not needed now, before it waits for more.</summary>
    ValueTask ReturnIdleAsync(bool async);

    /// <summary>Gives back the connection to a server that is the writer no more, before it waits for the next one.</summary>
    void DetachFormerHome();
}
