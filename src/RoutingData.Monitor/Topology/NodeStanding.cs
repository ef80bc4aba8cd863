using RoutingData.Monitor.Reports;

namespace RoutingData.Monitor.Topology;

/// <summary>A node of Galera by its own last word, and since when it has served without a break. Pure.</summary>
/// <param name="Status">Its last word.</param>
/// <param name="HeardAt">The mark at which that came back.</param>
/// <param name="ServingSince">Since when it has served without a break, by the monitor's clock: before it was first asked, since it was started. Null while it
/// does not serve.</param>
internal sealed record NodeStanding(WsrepStatus Status, long HeardAt, TimeSpan? ServingSince)
{
    /// <summary>Whether it has served without a break for so long.</summary>
    public bool HasServedFor(TimeSpan time) => ServingSince is { } since && Status.AskedAt - since >= time;

    /// <summary>Returns what is known after an answer.</summary>
    /// <param name="known">What was known; null before the first answer.</param>
    /// <param name="status">The answer.</param>
    /// <param name="heardAt">The mark at which it came back.</param>
    /// <param name="wasSilent">Whether probes before it failed.</param>
    public static NodeStanding After(NodeStanding? known, WsrepStatus status, long heardAt, bool wasSilent)
    {
        if (!status.IsServing) return new NodeStanding(status, heardAt, ServingSince: null);
        if (known is null) return new NodeStanding(status, heardAt, status.AskedAt - status.Uptime);
        // Silence is no break where the cluster has gone on with it: the same membership, of the same run of the server.
        var isBroken = known.ServingSince is null || status.Uptime < known.Status.Uptime || (wasSilent && status.View != known.Status.View);
        return new NodeStanding(status, heardAt, isBroken ? status.AskedAt : known.ServingSince);
    }

    /// <summary>Returns what is known after a node has refused a statement as one that is no part of its cluster.</summary>
    /// <param name="known">What was known; null where it is not asked as a node.</param>
    /// <param name="heardAt">The mark at which it did.</param>
    public static NodeStanding? AfterRefusal(NodeStanding? known, long heardAt) =>
        known is null ? null : new NodeStanding(WsrepStatus.Outside with { AskedAt = known.Status.AskedAt }, heardAt, ServingSince: null);
}
