using System.Collections.Immutable;
using RoutingData.Monitor.Reports;

namespace RoutingData.Monitor.Topology;

/// <summary>What one observation makes of what is known of its server: only what proves that it cannot serve takes anything from it.</summary>
internal static class ServerObservation
{
    // So many new connections in a row to one and the same server, and the address is believed to lead to it alone again.
    private const int SettledAfter = 3;

    // More names behind one address than this are not remembered.
    private const int MostIdentities = 64;

    public static ServerState Of(ServerState server, Observation observation, TopologyLayout layout, int index) => observation.Result switch
    {
        ServerReport report => Heard(server, report, observation, layout, index),
        ProbeFailure { Kind: ProbeFailureKind.Refused } refusal => Refused(server, refusal, observation),
        ProbeFailure failure => Failed(server, failure, observation, layout.Definition.MaxFailures),
        _ => server,
    };

    private static ServerState Failed(ServerState server, ProbeFailure failure, Observation observation, int maxFailures)
    {
        var failures = server.Failures + 1;
        return server with
        {
            ProbedAt = observation.BegunAt,
            Failures = failures,
            LastError = failure.Error,
            Node = failure.Kind == ProbeFailureKind.NotPrepared ? NodeStanding.AfterRefusal(server.Node) : server.Node,
            RefusesMonitor = false,
            Health = server.Health == ServerHealth.Shunned || failures >= maxFailures ? ServerHealth.Shunned : ServerHealth.Suspect,
        };
    }

    // It lives, and what it does for others is as it was. One that was given up comes back only with an answer of its own, because another server may
    // have taken its place meanwhile.
    private static ServerState Refused(ServerState server, ProbeFailure refusal, Observation observation) => server with
    {
        ProbedAt = observation.BegunAt,
        Failures = 0,
        LastError = refusal.Error,
        RefusesMonitor = true,
        Health = server.Health != ServerHealth.Suspect ? server.Health
            : server.Report is null ? ServerHealth.Unknown : ServerHealth.Online,
    };

    private static ServerState Heard(ServerState server, ServerReport report, Observation observation, TopologyLayout layout, int index)
    {
        var seen = Identified(server, report, layout, index) with
        {
            ProbedAt = observation.BegunAt,
            Failures = 0,
            LastError = null,
            RefusesMonitor = false,
            Health = ServerHealth.Online,
            Node = report.Wsrep is { } status
                ? NodeStanding.After(report.Identity == server.Identity ? server.Node : null, status, server.Failures > 0)
                : server.Node,
            UnbrokenSince = report is { IsFirst: true, Position.BegunAt: var begunAt } ? begunAt : server.UnbrokenSince,
            LockedAt = !(report.Lock is { Found: true } held && held.Of == server.Address) ? 0
                : server.LockedAt > 0 ? server.LockedAt : observation.At,
        };

        // While it did not answer it may have been read-only: it counts as writable since it answered again.
        var since = server.IsHeard && !seen.IsOtherThan(server) ? server.WritableSince : null;
        return seen with
        {
            WritableSince = IsWritable(seen, layout, index) ? since ?? observation.At : null,
            LateIn = Lateness.Of(seen, layout.PlacesOf(index)),
        };
    }

    // Who it is. A name that comes back to a reader it led to before leads to several; one that only moves does not.
    private static ServerState Identified(ServerState server, ServerReport report, TopologyLayout layout, int index)
    {
        var seen = server with { Report = report };
        if (seen.IsOtherThan(server))
        {
            if (IsWritable(server, layout, index) || IsWritable(seen, layout, index))
                return seen with { Identities = [report.Identity], LeadsToSeveral = false, MayBeAnother = false, SameAgain = 0 };
            return seen with
            {
                // Connections from before it do not outlive that.
                MayBeAnother = false,
                LeadsToSeveral = server.LeadsToSeveral || server.Identities.Contains(report.Identity),
                Identities = With(server, report.Identity),
                SameAgain = 0,
            };
        }

        if (!server.LeadsToSeveral || !report.IsFirst) return server.Identities.IsEmpty ? seen with { Identities = [report.Identity] } : seen;
        return server.SameAgain + 1 < SettledAfter
            ? seen with { SameAgain = server.SameAgain + 1 }
            : seen with { LeadsToSeveral = false, MayBeAnother = false, Identities = [report.Identity], SameAgain = 0 };
    }

    /// <summary>Returns the same server after a session's connection to its address led to another, read-only server.</summary>
    public static ServerState BesideIt(ServerState server, string identity) =>
        server.Identity is not { } known || known == identity || (server.LeadsToSeveral && server.SameAgain == 0) ? server : server with
        {
            LeadsToSeveral = server.LeadsToSeveral || server.Identities.Contains(identity),
            MayBeAnother = true,
            Identities = With(server, identity),
            SameAgain = 0,
        };

    private static ImmutableHashSet<string> With(ServerState server, string identity) =>
        server.Identities.Count < MostIdentities ? server.Identities.Add(identity) : server.Identities;

    private static bool IsWritable(ServerState server, TopologyLayout layout, int index)
    {
        foreach (var pair in layout.PairsOf(index))
        {
            if (server.IsWritable(layout.Definition.ReplicationHostgroups[pair].Check)) return true;
        }

        return false;
    }
}
