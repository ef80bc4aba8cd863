using RoutingData.Monitor;
using RoutingData.Testing.Processes;
using RoutingData.Testing.Replication;

namespace RoutingData.Testing;

/// <summary>One server of a <see cref="LocalCluster"/>.</summary>
public sealed class LocalServer
{
    internal LocalServer(string name, int serverId, ServerAddress address, string connectionString)
    {
        Name = name;
        ServerId = serverId;
        Address = address;
        ConnectionString = connectionString;
    }

    /// <summary>Its name, db001 and so on; also its <c>@@hostname</c> where <see cref="LocalCluster.HasHostnames"/> is true.</summary>
    public string Name { get; }

    /// <summary>Its <c>@@server_id</c>: 1 for db001.</summary>
    public int ServerId { get; }

    /// <summary>The address at which it listens.</summary>
    public ServerAddress Address { get; }

    /// <summary>The loopback address it listens on, 127.0.0.x.</summary>
    public string Host => Address.Hostname;

    /// <summary>The TCP port it listens on: the same for all servers of a cluster.</summary>
    public int Port => Address.Port;

    /// <summary>The connection string that takes the application's user straight to this server, past any router.</summary>
    public string ConnectionString { get; }

    /// <summary>The id of its process, or null while it does not run.</summary>
    public int? ProcessId => Process is { HasExited: false } process ? process.Id : null;

    /// <summary>Whether its process exists. A paused server is running: that cannot be told from outside.</summary>
    public bool IsRunning => ProcessId is not null;

    /// <summary>Whether it was stopped with SIGSTOP and not continued.</summary>
    public bool IsPaused { get; internal set; }

    /// <summary>Whether it was cut off and not connected again.</summary>
    public bool IsCut { get; internal set; }

    /// <summary>Whether new connections to it are refused.</summary>
    public bool RefusesConnects { get; internal set; }

    internal ServerProcess? Process { get; set; }

    /// <summary>The connection that makes its writes wait, if any.</summary>
    internal AdminConnection? WriteBlock { get; set; }

    /// <summary>Whether it is the writer, or was and has not heard otherwise.</summary>
    internal bool TakesWrites { get; set; }

    /// <summary>Whether it ended while it took writes: its last ones may have reached no replica.</summary>
    internal bool EndedTakingWrites { get; set; }

    internal bool Answers => IsRunning && !IsPaused && !IsCut && !RefusesConnects;

    /// <summary>Returns the server's name and address: <c>db001 (127.0.0.17:20113)</c>.</summary>
    public override string ToString() => $"{Name} ({Address})";
}
