using System.Data.Common;
using System.Runtime.CompilerServices;
using RoutingData.Backends;
using RoutingData.Monitor.Drivers;

namespace RoutingData.Tests.Backends;

public sealed class ProvenConnectionsTests
{
    private readonly Sockets _sockets = new();

    [Fact]
    [Trait("Fault", "C14")]
    public void A_new_physical_connection_is_not_proven_though_its_number_is_that_of_an_old_one()
    {
        // A server that was restarted begins to count anew.
        var proven = new ProvenConnections(new MySqlDriver(new TurnstileFactory(), DriverKind.MySqlConnector, _ => 7, _sockets));
        using var connection = new TurnstileFactory().CreateConnection();
        Assert.False(proven.Contains(connection));
        proven.Add(connection);
        Assert.True(proven.Contains(connection));

        _sockets.Now = new object();
        Assert.False(proven.Contains(connection));
    }

    [Fact]
    public void The_same_physical_connection_is_known_again_by_whatever_object_the_driver_hands_out()
    {
        var proven = new ProvenConnections(new MySqlDriver(new TurnstileFactory(), DriverKind.MySqlConnector, _ => null, _sockets));
        using var before = new TurnstileFactory().CreateConnection();
        using var now = new TurnstileFactory().CreateConnection();
        proven.Add(before);
        Assert.True(proven.Contains(now));
    }

    [Fact]
    [Trait("Fault", "C14")]
    public void Without_a_socket_nothing_is_proven()
    {
        var proven = new ProvenConnections(new MySqlDriver(new TurnstileFactory(), DriverKind.MySqlConnector, _ => 7));
        using var connection = new TurnstileFactory().CreateConnection();
        proven.Add(connection);
        Assert.False(proven.Contains(connection));
    }

    [Fact]
    [Trait("Fault", "C14")]
    public void A_socket_that_is_gone_is_not_kept()
    {
        var proven = new ProvenConnections(new MySqlDriver(new TurnstileFactory(), DriverKind.MySqlConnector, _ => null, _sockets));
        var gone = AddAndForget(proven);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(gone.IsAlive);
        GC.KeepAlive(proven);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference AddAndForget(ProvenConnections proven)
    {
        using var connection = new TurnstileFactory().CreateConnection();
        proven.Add(connection);
        var socket = new WeakReference(_sockets.Now);
        _sockets.Now = new object();
        return socket;
    }

    private sealed class Sockets : ISocketCut
    {
        public object Now { get; set; } = new();

        public object SocketOf(DbConnection connection) => Now;

        public void Cut(object socket) => throw new NotSupportedException();
    }
}
