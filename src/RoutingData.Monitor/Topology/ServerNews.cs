using System.Collections.Immutable;

namespace RoutingData.Monitor.Topology;

/// <summary>The events of one server after an observation; those of its part in a pair are its election's.</summary>
internal static class ServerNews
{
    public static void Note(ServerState before, ServerState after, long epoch, ImmutableArray<TopologyEvent>.Builder events)
    {
        if (Health(before, after) is { } health) Add(health.Kind, health.Reason);
        if (after.RefusesMonitor && !before.RefusesMonitor)
        {
            Add(TopologyEventKind.MonitorRefused,
                $"{after.Address} answers, but refuses the monitor: {after.LastError!.Message} {Standing(after)} " +
                "Give the monitor's user (Monitor:Username) a login that works, on the server or with a reload");
        }
        else if (before.RefusesMonitor && after.IsHeard)
        {
            Add(TopologyEventKind.MonitorAdmitted, $"{after.Address} lets the monitor in again");
        }

        if (after.LeadsToSeveral && !before.LeadsToSeveral)
        {
            Add(TopologyEventKind.Several,
                $"{after.Address} leads to several read-only servers ({string.Join(", ", after.Identities.Order(StringComparer.Ordinal))}). Each " +
                "connection is verified by itself, but the monitor sees only one of them, and where MaxReplicationLag is set none gets reads. List " +
                "the servers by names of their own");
        }
        else if (after.IsOtherThan(before) && !after.LeadsToSeveral)
        {
            Add(TopologyEventKind.Replaced, $"{after.Address} leads to another server now: it is {after.Identity}, it was {before.Identity}");
        }

        void Add(TopologyEventKind kind, string reason) => events.Add(new TopologyEvent(kind, after.Address, null, epoch, reason));
    }

    private static (TopologyEventKind Kind, string Reason)? Health(ServerState before, ServerState after)
    {
        if (after.Health == ServerHealth.Shunned && before.Health != ServerHealth.Shunned)
        {
            return (TopologyEventKind.Shunned,
                $"{after.Address} failed {after.Failures} probes in a row: {after.LastError!.Message}");
        }

        if (after.Health == ServerHealth.Suspect && before.Answers)
            return (TopologyEventKind.Suspected, $"{after.Address} did not answer its probe: {after.LastError!.Message}");
        return after.Answers && before.Health is ServerHealth.Shunned or ServerHealth.Suspect && before.Health != after.Health
            ? (TopologyEventKind.Recovered, $"{after.Address} answers again after {before.Failures} failed probes")
            : null;
    }

    private static string Standing(ServerState server) => server.Health switch
    {
        ServerHealth.Online => "It keeps the role it was last seen in.",
        ServerHealth.Unknown => "Whether it is a writer or a reader is not known, so that it gets nothing.",
        _ => "It had been given up before, so that it gets nothing until it lets the monitor in.",
    };
}
