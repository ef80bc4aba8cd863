using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;
using RoutingData.Pools;

namespace RoutingData.Tests.Pools;

/// <summary>A driver that counts what is done to its connections; each shows itself as its socket, unless there are to be none.</summary>
internal sealed class WatchedFactory(bool hasSockets = true) : DbProviderFactory, ISocketCut
{
    private int _cuts;
    private int _disposals;

    public int Cuts => Volatile.Read(ref _cuts);

    public int Disposals => Volatile.Read(ref _disposals);

    /// <summary>Whether a call or an open reader is inside the driver; to be set by the test.</summary>
    public volatile bool IsInside;

    /// <summary>Whether a connection was disposed of under such a call.</summary>
    public volatile bool WasDisposedOfUnderACall;

    /// <summary>Whether the first Dispose of a connection fails and leaves it open, as one over an open reader may; to be set by the test.</summary>
    public volatile bool FailsToDisposeFirst;

    public MySqlDriver Driver => new(this, DriverKind.MySqlConnector, hasSockets ? this : null);

    public ServerPool Pool(string server) => Pool(server, TimeProvider.System);

    public ServerPool Pool(string server, TimeProvider time) => new(
        new ServerAddress(server, 3306), Driver, server, new PoolLimits(100_000, 1, TimeSpan.FromSeconds(1)), time, new InFlightClock(time));

    public override DbConnection CreateConnection() => new Connection(this);

    public object? SocketOf(DbConnection connection) => connection;

    /// <summary>Whether its calls end once their socket is cut; to be set by the test.</summary>
    public bool EndsCalls { get; set; } = true;

    public void Cut(object socket) => Interlocked.Increment(ref _cuts);

    /// <summary>Whether the servers have said goodbye; to be set by the test.</summary>
    public volatile bool HasSaidGoodbye;

    public bool HasNews(object socket) => HasSaidGoodbye;

    private sealed class Connection(WatchedFactory factory) : DbConnection
    {
        private ConnectionState _state = ConnectionState.Closed;

        [AllowNull]
        public override string ConnectionString { get; set; } = "";

        public override string Database => "";

        public override string DataSource => "";

        public override string ServerVersion => "";

        public override ConnectionState State => _state;

        public override void Open() => _state = ConnectionState.Open;

        public override void Close() => _state = ConnectionState.Closed;

        public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

        protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => throw new NotSupportedException();

        protected override DbCommand CreateDbCommand() => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (!disposing) return;
            if (factory.IsInside) factory.WasDisposedOfUnderACall = true;
            if (factory.FailsToDisposeFirst)
            {
                factory.FailsToDisposeFirst = false;
                throw new IOException("The server is gone.");
            }

            Close();
            Interlocked.Increment(ref factory._disposals);
        }
    }
}
