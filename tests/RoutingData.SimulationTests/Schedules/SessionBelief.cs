using RoutingData.Sessions;
using RoutingData.Testing;
using RoutingData.Testing.Simulation;

namespace RoutingData.SimulationTests.Schedules;

/// <summary>What one session of the router believes of its server, beside what the server knows.</summary>
internal sealed class SessionBelief(int session, SimulatedCluster cluster)
{
    private readonly Dictionary<int, string> _connections = [];
    private int _seen;
    private int _last;

    /// <summary>A session begins: it has no connections yet.</summary>
    public void Begin()
    {
        LookAtEvents();
        _connections.Clear();
    }

    /// <summary>Tells a call what is wrong with the belief after it.</summary>
    public void Check(RoutingDbConnection connection, Call call)
    {
        LookAtEvents();
        // What was lost, or given up with its transaction, is let go of, on either side in its own time.
        if (call.Error is RoutingDbException or SimulatedDbException { Number: 1290 } || call.Error?.Data["RoutingData.Outcome"] is "RolledBack")
            _connections.Clear();
        call.Misbelief = Fault(connection);
    }

    // Null when the truth is among what the session holds for possible.
    private string? Fault(RoutingDbConnection connection)
    {
        if (connection.State != System.Data.ConnectionState.Open || connection.Session is not { Lost: null } believing) return null;
        var known = _connections.Select(held => (Id: held.Key, Truth: cluster.FindSession(held.Value, held.Key))).ToArray();
        // What a server has ended already is the next statement's news.
        if (known.Any(held => held.Truth is null)) return null;
        foreach (var (id, truth) in known)
        {
            if (truth!.Transaction is not null && !MayBeOpen(believing)) return $"#{id} has a transaction open, and the session believes in none";
            if (!truth.Autocommit && !MayLackAutocommit(believing)) return $"#{id} has autocommit off, and the session believes it on";
            if (id == _last && truth.Schema != connection.Database) return $"#{id} is in {truth.Schema}, and the session believes in {connection.Database}";
        }

        if (IsSurelyOpen(believing) && known.Length > 0 && known.All(held => held.Truth!.Transaction is null))
            return "the session is sure of a transaction, and its server has none";
        return null;
    }

    private static bool MayBeOpen(RoutingSession session) => session.State.Transaction.MayBeTransaction;

    private static bool MayLackAutocommit(RoutingSession session) => session.State.Transaction.MayLackAutocommit;

    // Of a transaction that an object of the caller's owns, the object is sure and the session need not be.
    private static bool IsSurelyOpen(RoutingSession session) => session.State.Transaction is { IsOwned: false, IsTransaction: true, MayLackAutocommit: false };

    private void LookAtEvents()
    {
        foreach (var happened in cluster.HistoryFrom(_seen))
        {
            _seen++;
            if (happened is { Kind: SimulatedEventKind.Sent, IsUnpooled: false } && happened.Caller == session)
                _connections[_last = happened.Connection] = happened.Server;
            if (happened.Kind == SimulatedEventKind.Closed) _connections.Remove(happened.Connection);
        }
    }
}
