using System.Collections.Concurrent;
using System.Transactions;
using RoutingData.SessionStates;

namespace RoutingData.Sessions;

/// <summary>
/// What sessions that are closed knew of a transaction from outside that goes on: the next connection opened in it goes on with the physical
/// one, on which part of the transaction may be committed already. Forgotten when the transaction ends.
/// </summary>
internal sealed class ScopeBeliefs
{
    private readonly ConcurrentDictionary<string, ServerTransaction> _left = new();

    /// <summary>What the server's transaction may be for a session that takes part now.</summary>
    /// <param name="transaction">The transaction from outside.</param>
    /// <param name="begun">What it is if no session has left it.</param>
    public ServerTransaction In(Transaction transaction, ServerTransaction begun) =>
        _left.TryGetValue(KeyOf(transaction), out var left) ? left : begun;

    /// <summary>A session leaves a transaction that may go on.</summary>
    public void Leave(Transaction transaction, ServerTransaction belief)
    {
        if (transaction.TransactionInformation.Status != TransactionStatus.Active) return;
        var key = KeyOf(transaction);
        if (_left.TryAdd(key, belief)) transaction.TransactionCompleted += (_, _) => _left.TryRemove(key, out var _);
        else _left[key] = belief;
    }

    private static string KeyOf(Transaction transaction) => transaction.TransactionInformation.LocalIdentifier;
}
