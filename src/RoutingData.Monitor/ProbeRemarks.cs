using System.Globalization;
using RoutingData.Monitor.Reports;
using RoutingData.Monitor.Topology;

namespace RoutingData.Monitor;

/// <summary>Logs what probes show besides changes of the topology, each once.</summary>
/// <param name="announcements">Where it is logged.</param>
/// <param name="options">The monitor's options in force.</param>
/// <param name="unsettled">Which pairs have had no writer, and for how long.</param>
internal sealed class ProbeRemarks(Announcements announcements, Func<MonitorOptions> options, UnsettledPairs unsettled)
{
    /// <summary>Logs what is new in the outcome of a probe.</summary>
    /// <param name="topology">The snapshot before it.</param>
    /// <param name="observation">The outcome.</param>
    /// <param name="isEvidenceAsked">Whether sessions ask who shows their writes.</param>
    public void Add(TopologySnapshot topology, Observation observation, bool isEvidenceAsked)
    {
        var server = observation.Server;
        var before = topology.Find(server)!;
        switch (observation.Result)
        {
            case ProbeFailure { Kind: not ProbeFailureKind.Refused } failure when before.Health == ServerHealth.Unknown && before.Failures == 0:
                announcements.Add(log => MonitorLog.ProbeFailed(log, server, failure.Error.Message));
                break;
            case ServerReport report:
                if (report.ReplicationDenied && before.Report is not { ReplicationDenied: true }) AddDenial(topology, server);
                if (report.Group is { IsHidden: true } && before.Report?.Group is not { IsHidden: true })
                    announcements.Add(log => MonitorLog.GroupHidden(log, server));
                if (topology.GroupBeside(server, before.Report?.Group, report.Group) is { } known)
                {
                    var view = report.Group!.View!.Value;
                    announcements.Add(log => MonitorLog.OtherGroup(log, server, view.ToString(), known.ToString()));
                }

                if (isEvidenceAsked && !report.ReadOnly && !report.InnodbReadOnly && report.Position is { Position.CountsWrites: false } &&
                    before.Report?.Position is not { Position.CountsWrites: false })
                {
                    var why = report.Flavor == ServerFlavor.MariaDb ? "it has no binary log" : "it has no binary log, or gtid_mode is off";
                    announcements.Add(log => MonitorLog.NoPositions(log, server, why));
                }

                if (report.NotReplaced is { } failed && before.Report?.NotReplaced is null)
                    announcements.Add(log => MonitorLog.NotReplaced(log, server, failed.Error.Message));
                break;
        }
    }

    /// <summary>Logs which pairs have had no writer for so long that it is due.</summary>
    public void AddWriterless(TopologySnapshot topology)
    {
        foreach (var (pair, elapsed) in unsettled.ToTell(topology))
        {
            var servers = string.Join("; ", topology.Layout.CandidatesOf(topology.Pairs.IndexOf(pair)).Select(server => Standing(topology.Servers[server])));
            var seconds = elapsed.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
            announcements.Add(log => MonitorLog.NoWriter(log, pair.Pair.WriterHostgroup, seconds, servers));
        }
    }

    private void AddDenial(TopologySnapshot topology, ServerAddress server)
    {
        var limited = topology.Layout.PlacesOf(topology.Layout.ServerAt(server)!.Value)
            .Where(place => place.Entry.MaxReplicationLag > 0 && IsForReads(topology, place)).Select(place => place.Entry.Hostgroup).ToArray();
        if (limited.Length > 0) announcements.Add(log => MonitorLog.LagUnknown(log, server, string.Join(", ", limited)));
        // An application that set neither a monitor's user nor a limit misses nothing.
        else if (options().Username is null) announcements.Add(log => MonitorLog.LagNotLookedAt(log, server));
        else announcements.Add(log => MonitorLog.ReplicationDenied(log, server));
    }

    private static bool IsForReads(TopologySnapshot topology, HostgroupPlace place) =>
        topology.FindPair(place.Entry.Hostgroup)?.Pair.WriterHostgroup != place.Entry.Hostgroup;

    private static string Standing(ServerState server) => server switch
    {
        { RefusesMonitor: true } => $"{server.Address} refuses the monitor",
        { InConflict: true } => $"{server.Address} is writable, in conflict with another one",
        { Health: ServerHealth.Online, WritableSince: null } => $"{server.Address} is read-only",
        { Health: ServerHealth.Online } => $"{server.Address} is writable",
        { Health: ServerHealth.Unknown } => $"{server.Address} has not answered yet",
        _ => $"{server.Address} does not answer",
    };
}
