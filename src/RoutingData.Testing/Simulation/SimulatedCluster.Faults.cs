using RoutingData.Testing.Simulation;

namespace RoutingData.Testing;

public sealed partial class SimulatedCluster
{
    /// <summary>Holds the next statement to a server back, as a relay does whose client's side is gone: it comes later, and whom it answers is no more.</summary>
    internal void HoldNextRequest(string name, TimeSpan time) =>
        Inflict(name, $"next request held for {time}", server => server.HoldsNextRequest = time);

    /// <summary>As <see cref="LoseNextReply"/>, for the next statement with something in its text.</summary>
    internal void LoseNextReplyTo(string name, string part) => Inflict(name, $"next reply to {part} lost", server => server.LosesReplyTo = part);

    /// <summary>Kills a server's process: its connections break at once, new ones are refused.</summary>
    /// <param name="name">The server, such as db001.</param>
    public void Kill(string name) => Inflict(name, "killed", server => server.End(goodbye: null));

    /// <summary>Shuts a server down cleanly: it says so (1053) to everyone who is connected.</summary>
    /// <param name="name">The server, such as db001.</param>
    public void Stop(string name) => Inflict(name, "shut down", server =>
    {
        Groups?.Leave(server);
        server.End(ServerErrors.Goodbye());
    });

    /// <summary>Starts a server that does not run. It replicates from where it did.</summary>
    /// <param name="name">The server, such as db001.</param>
    /// <param name="readOnly">Whether its configuration file says <c>read_only = 1</c>, as it should.</param>
    public void Restart(string name, bool readOnly = true) => Inflict(name, $"started{(readOnly ? "" : " writable")}", server =>
    {
        if (server.IsRunning) server.End(goodbye: null);
        (server.IsReadOnly, server.RefusesWrites) = (readOnly, false);
        server.Start();
        ProceedReplication();
    });

    /// <summary>Makes a server hang: connections stay, new ones are accepted by its kernel, no answer comes.</summary>
    /// <param name="name">The server, such as db001.</param>
    public void Pause(string name) => Inflict(name, "paused", server => server.Pause());

    /// <summary>Lets a paused server go on, with all that was sent to it meanwhile.</summary>
    /// <param name="name">The server, such as db001.</param>
    public void Resume(string name) => Inflict(name, "goes on", server =>
    {
        server.Resume();
        ProceedReplication();
    });

    /// <summary>Cuts a server off: nothing reaches it, nothing comes back, and no client is told.</summary>
    /// <param name="name">The server, such as db001.</param>
    public void Cut(string name) => Inflict(name, "cut off", server => server.IsCut = true);

    /// <summary>Ends <see cref="Cut"/>: what was under way arrives late.</summary>
    /// <param name="name">The server, such as db001.</param>
    public void Heal(string name) => Inflict(name, "reachable", server =>
    {
        server.IsCut = false;
        var undelivered = server.Undelivered.ToArray();
        server.Undelivered.Clear();
        foreach (var send in undelivered) send();
        ProceedReplication();
    });

    /// <summary>Breaks all connections to a server, which runs on (<c>KILL CONNECTION</c>, a load balancer's timeout).</summary>
    /// <param name="name">The server, such as db001.</param>
    public void BreakConnections(string name) => Inflict(name, "connections broken", server => server.BreakConnections());

    /// <summary>Breaks the connection of the next statement that is sent to a server, before it gets there. The monitor's do not
    /// count.</summary>
    /// <param name="name">The server, such as db001.</param>
    public void LoseNextRequest(string name) => Inflict(name, "next request lost", server => server.RequestsToLose++);

    /// <summary>Breaks the connection of the next statement that is sent to a server, after it has run and before the answer comes. The
    /// monitor's do not count.</summary>
    /// <param name="name">The server, such as db001.</param>
    public void LoseNextReply(string name) => Inflict(name, "next reply lost", server => server.RepliesToLose++);

    /// <summary>Makes the next write of a client wait in vain for a lock: it is undone with 1205, and its transaction stays open. Be it a
    /// COMMIT, that has done nothing.</summary>
    /// <param name="name">The server, such as db001.</param>
    public void TimeOutNextLock(string name) =>
        Inflict(name, "next lock not given", server => server.LocksToRefuse.Enqueue(ServerErrors.LockWaitTimeout()));

    /// <summary>Makes the next write of a client meet a deadlock: its transaction is rolled back with 1213.</summary>
    /// <param name="name">The server, such as db001.</param>
    public void DeadlockNextWrite(string name) =>
        Inflict(name, "next write deadlocks", server => server.LocksToRefuse.Enqueue(ServerErrors.Deadlock()));

    /// <summary>Makes statements take their time, the monitor's excepted.</summary>
    /// <param name="name">The server, such as db001.</param>
    /// <param name="time">How long each takes, beside the network; zero ends it.</param>
    public void Slow(string name, TimeSpan time) => Inflict(name, $"statements take {time}", server => server.StatementTime = time);

    /// <summary>Sets how many connections a server accepts (<c>max_connections</c>); one more is refused with 1040.</summary>
    /// <param name="name">The server, such as db001.</param>
    /// <param name="most">Connections; those it has stay.</param>
    public void LimitConnections(string name, int most) =>
        Inflict(name, $"takes {most} connections", server => server.MaxConnections = most);

    /// <summary>Makes a replica wait before it applies what it has received, from now on.</summary>
    /// <param name="name">The server, such as db002.</param>
    /// <param name="delay">How long it waits.</param>
    public void Lag(string name, TimeSpan delay) => Inflict(name, $"replicates {delay} later", server => server.Replication.Delay = delay);

    /// <summary>Stops a replica's replication.</summary>
    /// <param name="name">The server, such as db002.</param>
    public void StopReplication(string name) => Inflict(name, "replication stopped", server => server.Replication.IsStopped = true);

    /// <summary>Starts a replica's replication again.</summary>
    /// <param name="name">The server, such as db002.</param>
    public void StartReplication(string name) => Inflict(name, "replication started", server =>
    {
        server.Replication.IsStopped = false;
        server.Replication.Proceed();
    });

    private void Inflict(string name, string what, Action<SimulatedServer> fault)
    {
        var server = this[name];
        lock (_gate)
        {
            Record(SimulatedEventKind.Fault, server, 0, what);
            fault(server);
            Groups?.Look();
        }
    }
}
