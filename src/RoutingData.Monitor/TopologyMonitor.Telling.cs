using System.Globalization;
using RoutingData.Monitor.Reports;
using RoutingData.Monitor.Topology;

namespace RoutingData.Monitor;

/// <content>What the monitor tells of besides the changes of the topology.</content>
internal sealed partial class TopologyMonitor
{
    /// <summary>Told of each probe that comes back, and how long it took, as <see cref="Following"/> is of changes.</summary>
    internal event Action<Observation, TimeSpan>? Probed;

    private void TellOfProbe(ServerState before, Observation observation)
    {
        var server = observation.Server;
        Probed?.Invoke(observation, _watches[server].LastTook);
        switch (observation.Result)
        {
            case ProbeFailure { Kind: not ProbeFailureKind.Refused } failure when before.Health == ServerHealth.Unknown && before.Failures == 0:
                _announcements.Add(log => MonitorLog.ProbeFailed(log, server, failure.Error.Message));
                break;
            case ServerReport report:
                if (report.ReplicationDenied && before.Report is not { ReplicationDenied: true }) TellOfDenial(server);
                if (IsAskedForEvidence && !report.ReadOnly && !report.InnodbReadOnly && report.Position is { Position.CountsWrites: false } &&
                    before.Report?.Position is not { Position.CountsWrites: false })
                {
                    var why = report.Flavor == ServerFlavor.MariaDb ? "it has no binary log" : "it has no binary log, or gtid_mode is off";
                    _announcements.Add(log => MonitorLog.NoPositions(log, server, why));
                }

                if (report.NotReplaced is { } failed && before.Report?.NotReplaced is null)
                    _announcements.Add(log => MonitorLog.NotReplaced(log, server, failed.Error.Message));
                break;
        }
    }

    private void TellOfDenial(ServerAddress server)
    {
        var limited = Current.Layout.PlacesOf(Current.Layout.ServerAt(server)!.Value)
            .Where(place => place.Entry.MaxReplicationLag > 0 && IsForReads(place)).Select(place => place.Entry.Hostgroup).ToArray();
        if (limited.Length > 0) _announcements.Add(log => MonitorLog.LagUnknown(log, server, string.Join(", ", limited)));
        // An application that set neither a monitor's user nor a limit misses nothing.
        else if (_options.Username is null) _announcements.Add(log => MonitorLog.LagNotLookedAt(log, server));
        else _announcements.Add(log => MonitorLog.ReplicationDenied(log, server));
    }

    private bool IsForReads(HostgroupPlace place) => Current.FindPair(place.Entry.Hostgroup)?.Pair.WriterHostgroup != place.Entry.Hostgroup;

    private void TellOfWriterless()
    {
        foreach (var (pair, elapsed) in _unsettled.ToTell(Current))
        {
            var topology = Current;
            var servers = string.Join("; ", topology.Layout.CandidatesOf(topology.Pairs.IndexOf(pair)).Select(server => Standing(topology.Servers[server])));
            var seconds = elapsed.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
            _announcements.Add(log => MonitorLog.NoWriter(log, pair.Pair.WriterHostgroup, seconds, servers));
        }
    }

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
