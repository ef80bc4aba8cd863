using RoutingData.Threading;

namespace RoutingData.Pools;

/// <summary>
/// Rations connects to one server: so many at once, so that a new writer is not met by a storm of them (D40). An open that the driver's pool serves
/// from an idle connection must not queue; how many it has cannot be asked. What is known: as many physical connections as were in use at once within
/// the last minute are open still (the pool is <em>warm</em> up to there), and one more in use than that takes a new one (it is <em>cold</em>).
/// </summary>
/// <param name="atOnce">How many connects may be under way.</param>
/// <param name="timeProvider">The clock of those who wait.</param>
internal sealed class ConnectRation(int atOnce, TimeProvider timeProvider)
{
    // Ticks of the in-flight clock: a minute. The driver closes what has not been used for a while.
    private const int WarmFor = 600;

    private readonly Permits _turns = new(atOnce, timeProvider);
    // Sessions that have a connection, or open one; those of them that wait for their turn have none.
    private int _users;
    private int _waiting;
    // The most in use at once since the last full minute, and what counts as warm.
    private int _peak;
    private int _warm;

    /// <summary>How many sessions have a connection, or open one.</summary>
    public int Users => Volatile.Read(ref _users);

    /// <summary>Whether one more connection would be a new one.</summary>
    public bool IsCold => Users >= Volatile.Read(ref _warm);

    /// <summary>Notes that a session begins to open a connection.</summary>
    /// <param name="isCold">Whether that is a new one.</param>
    /// <returns>How many there are with it.</returns>
    public int Enter(out bool isCold)
    {
        var number = Interlocked.Increment(ref _users);
        isCold = number > Volatile.Read(ref _warm);
        return number;
    }

    /// <summary>Notes that a session has given its connection back, or has got none.</summary>
    /// <returns>How many are left.</returns>
    public int Leave() => Interlocked.Decrement(ref _users);

    /// <summary>Notes that a session that has entered begins to wait for its turn.</summary>
    public void BeginWait() => Interlocked.Increment(ref _waiting);

    /// <summary>Ends its wait.</summary>
    public void EndWait() => Interlocked.Decrement(ref _waiting);

    /// <summary>Waits for the turn to connect; false when the time is over, or the ration closed.</summary>
    public async ValueTask<bool> TakeTurnAsync(bool async, TimeSpan timeout, CancellationToken cancellationToken) => async
        ? await _turns.TakeAsync(timeout, cancellationToken).ConfigureAwait(false)
        : _turns.Take(timeout, cancellationToken);

    /// <summary>Ends its turn.</summary>
    public void EndTurn() => _turns.GiveBack();

    /// <summary>Notes that each session that the driver opens a connection for, or that has one, has a physical connection of its own now.</summary>
    public void NoteOpened()
    {
        var physical = Users - Volatile.Read(ref _waiting);
        Raise(ref _peak, physical);
        Raise(ref _warm, physical);
    }

    /// <summary>Notes that a connect has failed: the driver had no idle connection left, however many there were.</summary>
    public void NoteNoneIdle() => Volatile.Write(ref _warm, Users);

    /// <summary>Takes a tick of the in-flight clock: what was warm a minute ago may be cold.</summary>
    public void Advance(int tick)
    {
        if (tick % WarmFor == 0) Volatile.Write(ref _warm, Math.Max(Interlocked.Exchange(ref _peak, 0), Users));
    }

    /// <summary>Notes that the clock rests: by the time it is woken the driver may have closed what is idle now.</summary>
    public void Cool()
    {
        var users = Users;
        Volatile.Write(ref _peak, users);
        Volatile.Write(ref _warm, users);
    }

    /// <summary>Releases the sessions that wait.</summary>
    public void Close() => _turns.Close();

    private static void Raise(ref int most, int value)
    {
        var known = Volatile.Read(ref most);
        while (known < value)
        {
            var found = Interlocked.CompareExchange(ref most, value, known);
            if (found == known) return;
            known = found;
        }
    }
}
