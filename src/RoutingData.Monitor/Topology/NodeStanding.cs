using RoutingData.Monitor.Reports;

namespace RoutingData.Monitor.Topology;

/// <summary>A node of Galera by its own last word, and since when it has served without a break. Pure.</summary>
/// <param name="Status">Its last word.</param>
/// <param name="ServingSince">Since when it has served without a break, by the monitor's clock: before it was first asked, since it was started. Null while it
/// does not serve.</param>
/// <param name="DoubtedUntil">Until when its word is worth nothing against that of nodes in a newer membership, by the same clock: it was silent, or has just
/// been met, and may have been frozen.</param>
internal sealed record NodeStanding(WsrepStatus Status, TimeSpan? ServingSince, TimeSpan DoubtedUntil)
{
    // One that was frozen notices by itself what it has missed, within a second.
    private static readonly TimeSpan Doubt = TimeSpan.FromSeconds(10);

    // Of a node that has just been met it is not known whether it was silent. Longer, and a membership that changes meanwhile would take its role.
    private static readonly TimeSpan FirstDoubt = TimeSpan.FromSeconds(2);

    /// <summary>Whether it may have been frozen while its cluster went on.</summary>
    public bool IsDoubted => Status.AskedAt <= DoubtedUntil;

    /// <summary>Whether it has served without a break for so long.</summary>
    /// <param name="time">How long.</param>
    /// <param name="now">The moment, the same for all nodes that are compared.</param>
    public bool HasServedFor(TimeSpan time, TimeSpan now) => ServingSince is { } since && now - since >= time;

    /// <summary>Returns what is known after an answer.</summary>
    /// <param name="known">What was known; null before the first answer.</param>
    /// <param name="status">The answer.</param>
    /// <param name="wasSilent">Whether probes before it failed.</param>
    public static NodeStanding After(NodeStanding? known, WsrepStatus status, bool wasSilent)
    {
        // Nodes come to know of a new membership one after the other: one that has answered all along is not doubted for that.
        var doubtedUntil = known is null ? status.AskedAt + FirstDoubt
            : wasSilent && status.Uptime >= known.Status.Uptime ? status.AskedAt + Doubt
            : status.View != known.Status.View ? TimeSpan.Zero
            : known.DoubtedUntil;
        if (!status.IsServing) return new NodeStanding(status, ServingSince: null, doubtedUntil);
        if (known is null) return new NodeStanding(status, status.AskedAt - status.Uptime, doubtedUntil);
        // Silence is no break where the cluster has gone on with it: the same membership, of the same run of the server.
        var isBroken = known.ServingSince is null || status.Uptime < known.Status.Uptime || (wasSilent && status.View != known.Status.View);
        return new NodeStanding(status, isBroken ? status.AskedAt : known.ServingSince, doubtedUntil);
    }

    /// <summary>Returns what is known after a node has refused a statement as one that is no part of its cluster.</summary>
    /// <param name="known">What was known; null where it is not asked as a node.</param>
    public static NodeStanding? AfterRefusal(NodeStanding? known) => known is null ? null : known with
    {
        Status = WsrepStatus.Outside with { AskedAt = known.Status.AskedAt },
        ServingSince = null,
    };
}
