using System.Data.Common;
using System.Runtime.CompilerServices;
using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;
using RoutingData.Pools;
using RoutingData.Tests.Monitoring;

namespace RoutingData.Tests.Pools;

public sealed class ProvenConnectionsTests
{
    private readonly Sockets _sockets = new();
    private readonly ProvenConnections _proven = new();

    [Fact]
    [Trait("Fault", "C14")]
    public void A_new_physical_connection_is_not_proven_whatever_number_its_server_gives_it()
    {
        var before = Rent(_sockets);
        Assert.False(_proven.Contains(before, forWrites: true));
        _proven.Add(before);
        Assert.True(_proven.Contains(before, forWrites: true));
        // The same again, out of the driver's pool.
        Assert.True(_proven.Contains(Rent(_sockets), forWrites: true));

        _sockets.Now = new object();
        Assert.False(_proven.Contains(Rent(_sockets), forWrites: true));
    }

    [Fact]
    [Trait("Fault", "R8")]
    public void What_leads_to_another_reader_of_a_name_is_proven_for_reads_only_whoever_rents_it()
    {
        var reader = Rent(_sockets);
        reader.NoteOther();
        _proven.Add(reader);
        var again = Rent(_sockets);
        Assert.True(_proven.Contains(again, forWrites: false));
        Assert.True(again.IsOfOther);
        Assert.False(_proven.Contains(Rent(_sockets), forWrites: true));
    }

    [Fact]
    [Trait("Fault", "C14")]
    public void Without_a_socket_nothing_is_proven()
    {
        var connection = Rent(sockets: null);
        _proven.Add(connection);
        Assert.False(_proven.Contains(connection, forWrites: false));
    }

    [Fact]
    [Trait("Fault", "C14")]
    public void A_socket_that_is_gone_is_not_kept()
    {
        var gone = AddAndForget();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(gone.IsAlive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference AddAndForget()
    {
        _proven.Add(Rent(_sockets));
        var socket = new WeakReference(_sockets.Now);
        _sockets.Now = new object();
        return socket;
    }

    private static BackendConnection Rent(Sockets? sockets)
    {
        var (factory, time) = (new TurnstileFactory(), new ManualTime());
        var pool = new ServerPool(
            new ServerAddress("db001", 3306), new MySqlDriver(factory, DriverKind.MySqlConnector, sockets), "",
            new PoolLimits(1, 1, TimeSpan.FromSeconds(1)), time, new InFlightClock(time));
        return new BackendConnection(pool, factory.CreateConnection(), hostgroup: 10);
    }

    private sealed class Sockets : ISocketCut
    {
        public object Now { get; set; } = new();

        public object SocketOf(DbConnection connection) => Now;

        public bool HasNews(object socket) => false;

        public void Cut(object socket) => throw new NotSupportedException();
    }
}
