using System.Collections.Immutable;
using RoutingData.Monitor.Reports;
using RoutingData.Monitor.Topology;

namespace RoutingData.Monitor;

/// <summary>What is known of one server at one epoch.</summary>
public sealed record ServerState
{
    internal ServerState(ServerAddress address) => Address = address;

    /// <summary>The address at which it listens.</summary>
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

    /// <summary>The identity of the server, whatever its name or address: server_uuid, on MariaDB server_id; null before its first answer.</summary>
    public string? Identity => Report?.Identity;

    /// <summary>The GTIDs it said it has executed, empty where there are none.</summary>
    public string Gtid => Report?.Executed.Text ?? "";

    /// <summary>Seconds behind its source; null for a writer, or when replication stands still, may not be read, or is
    /// that of one of several servers.</summary>
    public long? LagSeconds => !LeadsToSeveral && Report?.Replication is { Running: true } replication ? replication.LagSeconds : null;

    /// <summary>Whether the server's default is autocommit; then null before its first answer.</summary>
    public bool? Autocommit => Report?.Autocommit;

    /// <summary>The server's default sql_mode; empty before its first answer.</summary>
    public string SqlMode => Report?.SqlMode ?? "";

    /// <summary>Whether it takes part in a conflict: seen writable, and confirmed so, beside the writer.</summary>
    public bool InConflict { get; internal init; }

    /// <summary>Whether it answers the monitor with a refusal: wrong password, account locked, too many connections. It lives, and keeps the
    /// role and the hostgroups it was last known to have.</summary>
    public bool RefusesMonitor { get; internal init; }

    /// <summary>The address that serves in this one's place, since both lead to one server; else null.</summary>
    public ServerAddress? AliasOf { get; internal init; }

    /// <summary>Whether its address leads to several read-only servers, now to this one and now to that: the reader endpoint of a managed
    /// service, a service of Kubernetes. Each connection is verified by itself; the monitor sees only one of them.</summary>
    public bool LeadsToSeveral { get; internal init; }

    /// <summary>Whether it was drained: it takes nothing new (<see cref="TopologyMonitor.SetDrained"/>).</summary>
    public bool Drained { get; internal init; }

    internal ServerReport? Report { get; init; }

    /// <summary>Its standing as a node of Galera; null where it was not asked for that.</summary>
    internal NodeStanding? Node { get; init; }

    /// <summary>The hostgroups in which it is too far behind to serve.</summary>
    internal ImmutableHashSet<int> LateIn { get; init; } = [];

    /// <summary>The mark at which it was first seen writable without a break; null while it is not.</summary>
    internal long? WritableSince { get; init; }

    /// <summary>The mark at which the last probe that came back had set out; 0 before there was one.</summary>
    internal long ProbedAt { get; init; }

    internal bool IsWritable(ReadOnlyCheck check) => Report is { } report && !report.IsReadOnly(check);

    /// <summary>Whether a session's connection to its address led to another server than the monitor's, so that what the monitor's shows is no
    /// proof of what that one does. Until the monitor's own leads elsewhere too.</summary>
    internal bool MayBeAnother { get; init; }

    /// <summary>The moment at which the first question on the connection that the monitor holds set out, by its clock: before that it may have crashed, or been made another's
    /// copy, and come back with less than it had shown. 0 before the first answer.</summary>
    internal long UnbrokenSince { get; init; }

    /// <summary>The identities met behind its address since the last one of a writable server.</summary>
    internal ImmutableHashSet<string> Identities { get; init; } = [];

    /// <summary>How many times in a row a new connection of the monitor's met the same identity as the one before.</summary>
    internal int SameAgain { get; init; }

    /// <summary>The address that has been proven to lead to the same server; kept while both say that they are the same.</summary>
    internal ServerAddress? SameAs { get; init; }

    /// <summary>The mark at which its own lock was first seen to be held, without a break since; 0 while it is not.</summary>
    internal long LockedAt { get; init; }

    /// <summary>Whether it lives, as far as is known: it answered last, even if with a refusal.</summary>
    internal bool Answers => Health == ServerHealth.Online;

    /// <summary>Whether its present state is known, and not only what it reported before it began to refuse.</summary>
    internal bool IsHeard => Answers && !RefusesMonitor;

    /// <summary>Whether the same address led to another server before.</summary>
    internal bool IsOtherThan(ServerState before) => before.Identity is { } identity && identity != Identity;
}
