namespace RoutingData.Testing;

/// <summary>What a <see cref="SimulatedFault"/> does: the method of <see cref="SimulatedCluster"/> of the same name.</summary>
public enum SimulatedFaultKind
{
    /// <summary><see cref="SimulatedCluster.Kill"/>.</summary>
    Kill,

    /// <summary><see cref="SimulatedCluster.Stop"/>.</summary>
    Stop,

    /// <summary><see cref="SimulatedCluster.Restart"/>, read-only.</summary>
    Restart,

    /// <summary><see cref="SimulatedCluster.Restart"/>, writable.</summary>
    RestartWritable,

    /// <summary><see cref="SimulatedCluster.Pause"/>.</summary>
    Pause,

    /// <summary><see cref="SimulatedCluster.Resume"/>.</summary>
    Resume,

    /// <summary><see cref="SimulatedCluster.Cut"/>.</summary>
    Cut,

    /// <summary><see cref="SimulatedCluster.Heal"/>.</summary>
    Heal,

    /// <summary><see cref="SimulatedCluster.BreakConnections"/>.</summary>
    BreakConnections,

    /// <summary><see cref="SimulatedCluster.LoseNextRequest"/>.</summary>
    LoseNextRequest,

    /// <summary><see cref="SimulatedCluster.LoseNextReply"/>.</summary>
    LoseNextReply,

    /// <summary><see cref="SimulatedCluster.Slow"/>, by the fault's time.</summary>
    Slow,

    /// <summary><see cref="SimulatedCluster.LimitConnections"/>: not one more.</summary>
    RefuseConnections,

    /// <summary><see cref="SimulatedCluster.LimitConnections"/>: any number.</summary>
    AcceptConnections,

    /// <summary><see cref="SimulatedCluster.Lag"/>, by the fault's time.</summary>
    Lag,

    /// <summary><see cref="SimulatedCluster.StopReplication"/>.</summary>
    StopReplication,

    /// <summary><see cref="SimulatedCluster.StartReplication"/>.</summary>
    StartReplication,

    /// <summary><see cref="SimulatedCluster.SetReadOnly"/>, true.</summary>
    SetReadOnly,

    /// <summary><see cref="SimulatedCluster.SetReadOnly"/>, false.</summary>
    SetWritable,

    /// <summary><see cref="SimulatedCluster.RefuseWrites"/>.</summary>
    RefuseWrites,

    /// <summary><see cref="SimulatedCluster.AcceptWrites"/>.</summary>
    AcceptWrites,

    /// <summary><see cref="SimulatedCluster.Promote"/>.</summary>
    Promote,

    /// <summary><see cref="SimulatedCluster.Rejoin"/>.</summary>
    Rejoin,

    /// <summary><see cref="SimulatedCluster.RefuseLogins"/>.</summary>
    RefuseLogins,

    /// <summary><see cref="SimulatedCluster.AcceptLogins"/>.</summary>
    AcceptLogins,

    /// <summary><see cref="SimulatedCluster.BreakMonitorConnections"/>.</summary>
    BreakMonitorConnections,

    /// <summary><see cref="SimulatedCluster.BlockConnects"/>, not silently.</summary>
    RefuseConnects,

    /// <summary><see cref="SimulatedCluster.BlockConnects"/>, silently.</summary>
    DropConnects,

    /// <summary><see cref="SimulatedCluster.AllowConnects"/>.</summary>
    AllowConnects,

    /// <summary><see cref="SimulatedCluster.LoseName"/>.</summary>
    LoseName,

    /// <summary><see cref="SimulatedCluster.RestoreName"/>.</summary>
    RestoreName,

    /// <summary><see cref="SimulatedCluster.PointName"/>.</summary>
    PointName,

    /// <summary><see cref="SimulatedCluster.TimeOutNextLock"/>.</summary>
    TimeOutNextLock,

    /// <summary><see cref="SimulatedCluster.DeadlockNextWrite"/>.</summary>
    DeadlockNextWrite,

    /// <summary><see cref="SimulatedCluster.CutMembers"/>: this server, and others that are to stay with it.</summary>
    CutMembers,

    /// <summary><see cref="SimulatedCluster.HealMembers"/>.</summary>
    HealMembers,

    /// <summary><see cref="SimulatedCluster.SetPrimary"/>.</summary>
    SetPrimary,

    /// <summary><see cref="SimulatedCluster.Bootstrap"/>.</summary>
    Bootstrap,

    /// <summary><see cref="SimulatedCluster.HideGroup"/>.</summary>
    HideGroup,

    /// <summary><see cref="SimulatedCluster.ShowGroup"/>.</summary>
    ShowGroup,
}
