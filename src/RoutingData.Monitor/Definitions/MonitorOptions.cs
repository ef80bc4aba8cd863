namespace RoutingData.Monitor;

/// <summary>
/// How the topology monitor watches the servers. Names and meanings are those of ProxySQL's <c>monitor_*</c> variables; all times are
/// in milliseconds.
/// </summary>
public sealed class MonitorOptions
{
    /// <summary>The user the monitor connects as (<c>monitor_username</c>); the application's own when null. Needs REPLICATION CLIENT
    /// (MariaDB: SLAVE MONITOR too, for lag).</summary>
    public string? Username { get; set; }

    /// <summary>The password of that user (<c>monitor_password</c>).</summary>
    public string? Password { get; set; }

    /// <summary>How long a probe may take to connect, ms (<c>monitor_connect_timeout</c>); 600 by default.</summary>
    public int ConnectTimeoutMs { get; set; } = 600;

    /// <summary>How long a probe's connection is held before a new one proves that the server still lets the monitor in, and that its name
    /// still leads there, ms (<c>monitor_connect_interval</c>); 120,000 by default. Much sooner while a pair has no writer.</summary>
    public int ConnectIntervalMs { get; set; } = 120_000;

    /// <summary>Time between two probes of a server while all is well, ms (<c>monitor_read_only_interval</c>); 1500 by default. One
    /// round for all servers, jittered by up to a tenth, so that processes started together do not probe together.</summary>
    public int ReadOnlyIntervalMs { get; set; } = 1500;

    /// <summary>How long a probe on a held connection may take, ms (<c>monitor_read_only_timeout</c>); 800 by default.</summary>
    public int ReadOnlyTimeoutMs { get; set; } = 800;

    /// <summary>How many probes in a row may fail before a server is shunned (<c>monitor_read_only_max_timeout_count</c>); 3 by
    /// default.</summary>
    public int ReadOnlyMaxTimeoutCount { get; set; } = 3;

    /// <summary>Time between two probes of a server while a pair has no settled writer or the server is suspect, ms; 50 by
    /// default. ProxySQL has no such setting: it keeps to its steady interval.</summary>
    public int FailoverIntervalMs { get; set; } = 50;

    /// <summary>How long a probe may take that was asked for because a session saw a failure or a slow statement, ms; 400 by
    /// default. A server that misses it is only suspect. ProxySQL has no such setting.</summary>
    public int SuspectTimeoutMs { get; set; } = 400;

    /// <summary>Whether the writer serves reads too (<c>monitor_writer_is_also_reader</c>); true by default.</summary>
    public bool WriterIsAlsoReader { get; set; } = true;
}
