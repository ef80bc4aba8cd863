using RoutingData.Monitor.Gtids;
using RoutingData.Monitor.Reports;
using RoutingData.Monitor.Topology;

namespace RoutingData.Monitor.Discovery;

/// <summary>
/// Whether a server has shown that it belongs to the fleet. That it was named is no proof, nor is its own word alone: it must be who it was said to be, and must
/// replicate from a server in force, or be in the same replication group. Pure.
/// </summary>
/// <param name="IsGiven">Whether it has.</param>
/// <param name="Reason">How, or what is missing; null where nothing can be said yet.</param>
internal readonly record struct FleetProof(bool IsGiven, string? Reason)
{
    private static readonly FleetProof Open = new(false, null);

    /// <summary>Judges one answer.</summary>
    /// <param name="candidate">The server.</param>
    /// <param name="report">What it says.</param>
    /// <param name="topology">What is in force.</param>
    public static FleetProof Of(Candidate candidate, ServerReport report, TopologySnapshot topology)
    {
        if (report.Identity.Length == 0) return Missing("it does not say who it is");
        if (candidate.Identity is { } said && !IsSame(said, report.Identity)) return Missing($"it is {report.Identity}, and was said to be {said}");
        // Another address of it serves already.
        if (topology.Servers.Any(server => IsSame(server.Identity, report.Identity))) return Open;
        var state = topology.Pairs[candidate.Pair];
        return state.Pair.AsksForGroup ? OfMember(report, state, topology) : OfReplica(candidate, report, topology);
    }

    /// <summary>Whether a server replicates from one that is not of its fleet. While no writer answers it may have been told to follow one that is not known yet.</summary>
    public static bool IsRefuted(ServerState server, PairState pair, TopologySnapshot topology) =>
        !pair.Pair.AsksForGroup && server is { IsHeard: true, Report.Replication: { Running: true, SourceIdentity: not null } replication } &&
        pair.Writer is { } writer && topology.Find(writer) is { IsHeard: true } && !topology.Servers.Any(source => WriterEvidence.IsFrom(replication, source));

    private static FleetProof OfReplica(Candidate candidate, ServerReport report, TopologySnapshot topology)
    {
        var pair = topology.Pairs[candidate.Pair].Pair;
        if (!report.IsReadOnly(pair.Check)) return Missing("it is writable; only a reader is discovered");
        if (report.ReplicationDenied) return Missing("it does not let the monitor's user see whom it replicates from: grant REPLICATION CLIENT (MariaDB: SLAVE MONITOR)");
        if (report.Replication is not { } replication) return Missing("it replicates from no server");
        foreach (var member in topology.Layout.MembersOf(candidate.Pair))
        {
            var source = topology.Servers[member];
            if (source.Identity is null || !WriterEvidence.IsFrom(replication, source) || !IsToldApart(candidate, replication, source)) continue;
            return replication.Running
                ? new FleetProof(true, $"{candidate.By} names it, and it replicates from {source.Address}")
                : Missing($"its replication from {source.Address} stands still");
        }

        return Missing($"it replicates from {replication.SourceHost}, port {replication.SourcePort}, which is no server of the fleet");
    }

    // MariaDB's server ids are small numbers, alike in many fleets: the source must name the replica, or the replica the source's address.
    private static bool IsToldApart(Candidate candidate, ReplicationReport replication, ServerState source) =>
        source.Flavor == ServerFlavor.MySql || candidate.Identity is not null ||
        new ServerAddress(replication.SourceHost, replication.SourcePort) == source.Address;

    private static FleetProof OfMember(ServerReport report, PairState state, TopologySnapshot topology)
    {
        if (report.Group is not { } own || state.Group is not { } known) return Open;
        if (own.IsHidden) return Missing("it does not show the monitor's user its replication group");
        if (own.View is not { } view || own.Find(report.Identity) is not { State: GroupMemberState.Online or GroupMemberState.Recovering })
            return Missing("it is in no replication group");
        if (view.Group != known.Id.Group || view.CompareTo(known.Id) < 0) return Missing($"its view is {view}, and the fleet's is {known.Id}");
        if (!own.HasQuorum) return Missing("it sees less than half of its group");
        return known.Has(report.Identity) || topology.Servers.Any(server => own.Find(server.Identity) is not null)
            ? new FleetProof(true, $"it is a member of the fleet's group, in view {view}")
            : Missing("its group has no server of the fleet");
    }

    private static bool IsSame(string? left, string? right) => left is not null && string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static FleetProof Missing(string reason) => new(false, reason);
}
