using RoutingData.Monitor;
using RoutingData.Plans;
using RoutingData.SessionStates;
using RoutingData.Statements;

namespace RoutingData.Sessions;

/// <summary>The sessions of one data source: how many are open, what all of them share, and whether the data source is in use.</summary>
/// <param name="monitor">Watches their servers.</param>
internal sealed class OpenSessions(TopologyMonitor monitor)
{
    private readonly InitialSessionStates _firstStates = new();
    private int _count;
    // Above zero: so many are open or being opened. Below: the data source has ended because it was not used.
    private int _users;
    private bool _used;

    public TopologyMonitor Monitor => monitor;

    /// <summary>What closed sessions left in transactions from outside that go on.</summary>
    public LeftScopes Scopes { get; } = new();

    /// <summary>Called with each text that ran and may have changed views, triggers or routines, with the database that it ran in.</summary>
    public Action<StatementTraits, string>? StoredCodeChanged { get; set; }

    /// <summary>How many are open.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Whether any is open or being opened.</summary>
    public bool IsInUse => Volatile.Read(ref _users) > 0;

    /// <summary>Whether the data source has ended because it was not used.</summary>
    public bool HasEnded => Volatile.Read(ref _users) < 0;

    /// <summary>Returns the state of a session that has run nothing.</summary>
    public SessionState InitialState(RoutingPlan plan) => _firstStates.For(monitor.Current, plan.Configuration.DefaultHostgroup);

    /// <summary>Notes that an Open begins.</summary>
    /// <returns>False if the data source has ended.</returns>
    public bool TryBegin()
    {
        if (Interlocked.Increment(ref _users) < 0) return false;
        if (!_used) Volatile.Write(ref _used, true);
        return true;
    }

    /// <summary>Notes that the Open that began has failed.</summary>
    public void GiveUp() => Interlocked.Decrement(ref _users);

    /// <summary>Opens a session.</summary>
    /// <exception cref="RoutingDbException">So many are open as <c>Pool:MaxConnections</c> allows.</exception>
    public RoutingSession Open(RoutingPlan plan)
    {
        var most = plan.Configuration.Pool.MaxConnections;
        if (Interlocked.Increment(ref _count) <= most || most == 0) return new RoutingSession(this, InitialState(plan));
        Interlocked.Decrement(ref _count);
        throw new RoutingDbException(
            $"{most} connections are open already (Pool:MaxConnections). Close connections sooner, or raise the limit.",
            StatementOutcome.NotExecuted, isTransient: true);
    }

    /// <summary>Notes that a session has been closed.</summary>
    public void Release()
    {
        Interlocked.Decrement(ref _count);
        Interlocked.Decrement(ref _users);
    }

    /// <summary>Refuses every session from now on, unless one is open or being opened.</summary>
    public bool TryEnd() => Interlocked.CompareExchange(ref _users, int.MinValue, 0) == 0;

    /// <summary>Whether any was open or being opened since this was last asked.</summary>
    public bool WereUsed() => Interlocked.Exchange(ref _used, false) || IsInUse;
}
