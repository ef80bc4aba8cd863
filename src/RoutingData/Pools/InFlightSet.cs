using RoutingData.Threading;

namespace RoutingData.Pools;

/// <summary>What is in use of a pool, and what is being opened: all that may have to be ended from outside.</summary>
internal sealed class InFlightSet
{
    private readonly StripedSet<BackendConnection> _inUse = new();
    private readonly HandedOutConnections _handedOut = new();
    private readonly StripedSet<PendingOpen> _opening = new();

    /// <summary>The connections that sessions have.</summary>
    public IEnumerable<BackendConnection> InUse => _inUse.ToList().Concat(_handedOut.ToList());

    public void Add(BackendConnection connection) => _inUse.Add(connection, connection.Number);

    public void Remove(BackendConnection connection)
    {
        if (connection.IsHandedOut) _handedOut.Remove(connection);
        else _inUse.Remove(connection, connection.Number);
    }

    /// <summary>Notes that the application has the driver's connection itself from now on.</summary>
    public void HandOut(BackendConnection connection)
    {
        _handedOut.Add(connection);
        _inUse.Remove(connection, connection.Number);
    }

    /// <param name="opening">An open that takes its time.</param>
    /// <param name="number">Of the connection that it is for.</param>
    public void Add(PendingOpen opening, int number) => _opening.Add(opening, number);

    public void Remove(PendingOpen opening, int number) => _opening.Remove(opening, number);

    /// <summary>Terminates what is being opened: nothing has been sent, and it can always be tried elsewhere.</summary>
    public void TerminateOpening(Func<Exception> reason)
    {
        foreach (var open in _opening.ToList()) open.Terminate(reason());
    }

    /// <summary>Takes a tick of the in-flight clock: terminates what has been opening for too long, and looks for what is slow.</summary>
    /// <param name="tick">Its count.</param>
    /// <param name="slowAfterTicks">How many periods a statement, or a connect, may be under way before it is slow.</param>
    /// <param name="connectTicks">How many a connect may take.</param>
    /// <param name="late">The error of one that takes longer.</param>
    /// <returns>The tick at which the latest of what is slow began; null when nothing is.</returns>
    public int? Advance(int tick, int slowAfterTicks, int connectTicks, Func<Exception> late)
    {
        int? latest = null;
        foreach (var backend in InUse) Note(backend.RunningSince);
        foreach (var open in _opening.ToList())
        {
            Note(open.Since);
            if (tick - open.Since > connectTicks) open.Terminate(late());
        }

        return latest;

        void Note(int? since)
        {
            if (since <= tick - slowAfterTicks && !(since <= latest)) latest = since;
        }
    }
}
