namespace RoutingData.Testing;

/// <summary>One fault, or one step of its repair.</summary>
public sealed record SimulatedFault
{
    /// <summary>Makes one.</summary>
    /// <param name="at">When, since the schedule began.</param>
    /// <param name="kind">What.</param>
    /// <param name="server">The server's name.</param>
    /// <param name="time">For <see cref="SimulatedFaultKind.Slow"/> and <see cref="SimulatedFaultKind.Lag"/>: how long.</param>
    public SimulatedFault(TimeSpan at, SimulatedFaultKind kind, string server, TimeSpan time = default)
    {
        At = at;
        Kind = kind;
        Server = server;
        Time = time;
    }

    /// <summary>When, since the schedule began.</summary>
    public TimeSpan At { get; init; }

    /// <summary>What.</summary>
    public SimulatedFaultKind Kind { get; init; }

    /// <summary>The server's name.</summary>
    public string Server { get; init; }

    /// <summary>The time that <see cref="SimulatedFaultKind.Slow"/> and <see cref="SimulatedFaultKind.Lag"/> take.</summary>
    public TimeSpan Time { get; init; }

    /// <summary>For <see cref="SimulatedFaultKind.RefuseLogins"/> and <see cref="SimulatedFaultKind.AcceptLogins"/>: the user. For
    /// <see cref="SimulatedFaultKind.PointName"/>: the servers, with commas between. For <see cref="SimulatedFaultKind.CutMembers"/>: those that stay
    /// with the server, likewise.</summary>
    public string? What { get; init; }

    /// <summary>One line: <c>1.250 s Pause db001</c>.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{At.TotalSeconds:0.000} s {Kind} {Server}{(Time > TimeSpan.Zero ? $" {Time.TotalMilliseconds:0} ms" : "")}{(What is null ? "" : " " + What)}");

    /// <summary>Makes it happen now. A step that needs the server's help does not happen while it does not answer.</summary>
    /// <param name="cluster">Where.</param>
    public void ApplyTo(SimulatedCluster cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        if (IsOfName(cluster) || IsOfGroup(cluster)) return;
        var server = cluster[Server];
        switch (Kind)
        {
            case SimulatedFaultKind.RefuseLogins:
                cluster.RefuseLogins(Server, What ?? "");
                break;
            case SimulatedFaultKind.AcceptLogins:
                cluster.AcceptLogins(Server, What ?? "");
                break;
            case SimulatedFaultKind.BreakMonitorConnections:
                cluster.BreakMonitorConnections(Server);
                break;
            case SimulatedFaultKind.RefuseConnects or SimulatedFaultKind.DropConnects:
                cluster.BlockConnects(Server, silently: Kind == SimulatedFaultKind.DropConnects);
                break;
            case SimulatedFaultKind.AllowConnects:
                cluster.AllowConnects(Server);
                break;
            case SimulatedFaultKind.Kill:
                cluster.Kill(Server);
                break;
            case SimulatedFaultKind.Stop:
                cluster.Stop(Server);
                break;
            case SimulatedFaultKind.Restart or SimulatedFaultKind.RestartWritable:
                cluster.Restart(Server, readOnly: Kind == SimulatedFaultKind.Restart);
                break;
            case SimulatedFaultKind.Pause when server.IsRunning:
                cluster.Pause(Server);
                break;
            case SimulatedFaultKind.Resume:
                cluster.Resume(Server);
                break;
            case SimulatedFaultKind.Cut:
                cluster.Cut(Server);
                break;
            case SimulatedFaultKind.Heal:
                cluster.Heal(Server);
                break;
            case SimulatedFaultKind.BreakConnections:
                cluster.BreakConnections(Server);
                break;
            case SimulatedFaultKind.LoseNextRequest:
                cluster.LoseNextRequest(Server);
                break;
            case SimulatedFaultKind.LoseNextReply:
                cluster.LoseNextReply(Server);
                break;
            case SimulatedFaultKind.TimeOutNextLock:
                cluster.TimeOutNextLock(Server);
                break;
            case SimulatedFaultKind.DeadlockNextWrite:
                cluster.DeadlockNextWrite(Server);
                break;
            case SimulatedFaultKind.Slow:
                cluster.Slow(Server, Time);
                break;
            case SimulatedFaultKind.RefuseConnections:
                cluster.LimitConnections(Server, 0);
                break;
            case SimulatedFaultKind.AcceptConnections:
                cluster.LimitConnections(Server, int.MaxValue);
                break;
            case SimulatedFaultKind.Lag:
                cluster.Lag(Server, Time);
                break;
            case SimulatedFaultKind.StopReplication:
                cluster.StopReplication(Server);
                break;
            case SimulatedFaultKind.StartReplication:
                cluster.StartReplication(Server);
                break;
            case SimulatedFaultKind.SetReadOnly or SimulatedFaultKind.SetWritable when server.Answers:
                cluster.SetReadOnly(Server, Kind == SimulatedFaultKind.SetReadOnly);
                break;
            case SimulatedFaultKind.RefuseWrites when server.Answers:
                cluster.RefuseWrites(Server);
                break;
            case SimulatedFaultKind.AcceptWrites when server.Answers:
                cluster.AcceptWrites(Server);
                break;
            case SimulatedFaultKind.Promote when server.Answers:
                cluster.Promote(Server);
                break;
            case SimulatedFaultKind.Rejoin when server.Answers && server != cluster.Writer:
                cluster.Rejoin(Server);
                break;
        }
    }

    // What the group refuses does not happen.
    private bool IsOfGroup(SimulatedCluster cluster)
    {
        if (cluster.Groups is not { } groups) return false;
        var server = cluster[Server];
        switch (Kind)
        {
            case SimulatedFaultKind.CutMembers:
                cluster.CutMembers([Server, .. (What ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)]);
                return true;
            case SimulatedFaultKind.HealMembers:
                cluster.HealMembers();
                return true;
            case SimulatedFaultKind.HideGroup:
                cluster.HideGroup(Server);
                return true;
            case SimulatedFaultKind.ShowGroup:
                cluster.ShowGroup(Server);
                return true;
            case SimulatedFaultKind.SetPrimary:
                if (server.Answers && groups.MayLead(server)) cluster.SetPrimary(Server);
                return true;
            case SimulatedFaultKind.Bootstrap:
                if (server.Answers && groups.IsClear(server)) cluster.Bootstrap(Server);
                return true;
            case SimulatedFaultKind.Rejoin:
                if (server.Answers && groups.MayJoin(server)) cluster.Rejoin(Server);
                return true;
            default:
                return false;
        }
    }

    // What happens to a name, which need not be a server's own.
    private bool IsOfName(SimulatedCluster cluster)
    {
        switch (Kind)
        {
            case SimulatedFaultKind.LoseName:
                cluster.LoseName(Server);
                return true;
            case SimulatedFaultKind.RestoreName:
                cluster.RestoreName(Server);
                return true;
            case SimulatedFaultKind.PointName:
                cluster.PointName(Server, (What ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries));
                return true;
            default:
                return false;
        }
    }
}
