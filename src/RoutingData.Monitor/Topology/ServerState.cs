using System.Collections.Immutable;
using RoutingData.Monitor.Probing;

namespace RoutingData.Monitor;

/// <summary>What is known of one server at one epoch.</summary>
public sealed record ServerState
{
    internal ServerState(ServerAddress address) => Address = address;

    /// <summary>Where it listens.</summary>
    public ServerAddress Address { get; }

    /// <summary>What its probes say.</summary>
    public ServerHealth Health { get; internal init; }

    /// <summary>How many probes in a row failed; 0 when the last one answered.</summary>
    public int Failures { get; internal init; }

    /// <summary>The last failed probe's error, while the server does not answer.</summary>
    public Exception? LastError { get; internal init; }

    /// <summary>The version it reports, such as <c>10.11.6-MariaDB</c>; null before its first answer.</summary>
    public string? Version => Report?.Version;

    /// <summary>Which family it belongs to; null before its first answer.</summary>
    public ServerFlavor? Flavor => Report?.Flavor;

    /// <summary>Who it is, whatever its name or address: server_uuid, on MariaDB server_id; null before its first answer.</summary>
    public string? Identity => Report?.Identity;

    /// <summary>The GTIDs it said it has executed, empty where there are none.</summary>
    public string Gtid => Report?.Gtid ?? "";

    /// <summary>Seconds behind its source; null for a writer, or when replication stands still or may not be read.</summary>
    public long? LagSeconds => Report?.Replication is { Running: true } replication ? replication.LagSeconds : null;

    /// <summary>Whether the server's default is autocommit; then null before its first answer.</summary>
    public bool? Autocommit => Report?.Autocommit;

    /// <summary>The server's default sql_mode; empty before its first answer.</summary>
    public string SqlMode => Report?.SqlMode ?? "";

    /// <summary>Whether it takes part in a conflict: seen writable, and confirmed so, beside the writer.</summary>
    public bool InConflict { get; internal init; }

    /// <summary>Whether somebody has asked that it take nothing new (<see cref="TopologyMonitor.SetDrained"/>).</summary>
    public bool Drained { get; internal init; }

    internal ServerReport? Report { get; init; }

    /// <summary>The hostgroups in which it is too far behind to serve.</summary>
    internal ImmutableHashSet<int> LateIn { get; init; } = [];

    /// <summary>The mark at which it was first seen writable without a break; null while it is not.</summary>
    internal long? WritableSince { get; init; }

    /// <summary>The mark at which the last probe that came back had set out; 0 before there was one.</summary>
    internal long ProbedAt { get; init; }

    internal bool IsWritable(ReadOnlyCheck check) => Report is { } report && !report.IsReadOnly(check);

    internal bool Answers => Health == ServerHealth.Online;

    /// <summary>Whether the same address led to another server before (D33).</summary>
    internal bool IsOtherThan(ServerState before) => before.Identity is { } identity && identity != Identity;
}
