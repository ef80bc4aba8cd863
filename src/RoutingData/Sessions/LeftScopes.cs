using System.Diagnostics.CodeAnalysis;
using System.Transactions;
using RoutingData.Pools;
using RoutingData.SessionStates;
using RoutingData.Threading;

namespace RoutingData.Sessions;

/// <summary>
/// What closed sessions left in transactions from outside that go on: the backend connection that takes part, on which part of the transaction
/// may be committed already. The next session in that transaction goes on with it; when the transaction ends, the pool gets it back.
/// </summary>
/// <remarks>
/// The drivers hand a physical connection on from one of their connections to the next in the same transaction too. With MySql.Data it is in the
/// driver's pool twice after that, if the second one outlives the transaction, and two sessions share it.
/// </remarks>
internal sealed class LeftScopes
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (SessionState State, BackendConnection? Backend)> _left = [];

    /// <summary>Returns what the server's transaction may be for a session that takes part now.</summary>
    /// <param name="transaction">The transaction from outside.</param>
    /// <param name="begun">What it is if no session has left it.</param>
    public ServerTransaction In(Transaction transaction, ServerTransaction begun)
    {
        lock (_gate) return _left.TryGetValue(KeyOf(transaction), out var left) ? left.State.Transaction : begun;
    }

    /// <summary>Leaves the connection in a transaction that goes on without the session.</summary>
    /// <returns>Whether the connection stays here; false if the transaction is over.</returns>
    public bool TryLeave(Transaction transaction, SessionState state, BackendConnection backend)
    {
        if (transaction.TransactionInformation.Status != TransactionStatus.Active) return false;
        var key = KeyOf(transaction);
        bool isFirst;
        lock (_gate)
        {
            isFirst = !_left.ContainsKey(key);
            _left[key] = (state, backend);
        }

        // One that has ended meanwhile calls at once.
        if (isFirst) transaction.TransactionCompleted += (_, _) => End(key);
        return true;
    }

    /// <summary>Returns the connection that takes part in a transaction, for the next session in it.</summary>
    public bool TryTake(Transaction transaction, [NotNullWhen(true)] out BackendConnection? backend)
    {
        lock (_gate)
        {
            var key = KeyOf(transaction);
            backend = _left.TryGetValue(key, out var left) ? left.Backend : null;
            if (backend is not null) _left[key] = (left.State, null);
            return backend is not null;
        }
    }

    private void End(string key)
    {
        (SessionState State, BackendConnection? Backend) left;
        lock (_gate)
        {
            if (!_left.Remove(key, out left)) return;
        }

        if (left.Backend is not { } backend) return;
        var state = left.State with { Transaction = left.State.Transaction.Ended() };
        SyncResult.Of(SessionLocks.ReleaseAsync(async: false, state, backend));
        HeldConnections.Return(backend);
    }

    private static string KeyOf(Transaction transaction) => transaction.TransactionInformation.LocalIdentifier;
}
