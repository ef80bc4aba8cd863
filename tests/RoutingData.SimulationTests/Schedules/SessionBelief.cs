using RoutingData.Sessions;
using RoutingData.Testing.Simulation;

namespace RoutingData.SimulationTests.Schedules;

/// <summary>What a session of the router believes of every connection that it holds, beside what their servers know.</summary>
internal static class SessionBelief
{
    /// <summary>Tells a call what is wrong with the belief after it.</summary>
    public static void Check(RoutingDbConnection connection, string defaultDatabase, Call call) =>
        call.Misbelief ??= connection.Session is { } session ? Fault(session, defaultDatabase) : null;

    /// <summary>Looks, while an error is on its way to the application, whether what it says of the transaction is so on the server now.</summary>
    /// <returns>False: the error goes on.</returns>
    public static bool CheckClaim(RoutingDbConnection connection, Call call, Exception error)
    {
        if (Claim.Of(error) != StatementOutcome.RolledBack || connection.Session is not { } session) return false;
        foreach (var held in session.Held)
        {
            if (((SimulatedConnection)held.Connection).OpenLink is not { Session.Transaction.Changes.Count: > 0 } link) continue;
            call.Misbelief ??= $"#{link.Id} has a transaction open, and its application was told that it is rolled back";
        }

        return false;
    }

    // Null when the truth is among what the session holds for possible.
    private static string? Fault(RoutingSession session, string defaultDatabase)
    {
        var transaction = session.State.Transaction;
        // What a server has ended already is the next statement's news.
        var known = session.Held.ToArray().Where(held => !held.IsGone)
            .Select(held => (Held: held, Link: ((SimulatedConnection)held.Connection).OpenLink))
            .Where(held => held.Link?.Session is not null)
            .Select(held => (held.Held, held.Link!.Id, Truth: held.Link.Session!)).ToArray();
        foreach (var (held, id, truth) in known)
        {
            if (truth.Transaction is not null && !transaction.MayBeTransaction) return $"#{id} has a transaction open, and the session believes in none";
            if (!truth.Autocommit && !transaction.MayLackAutocommit) return $"#{id} has autocommit off, and the session believes it on";
            if (truth.Schema != (held.Database ?? defaultDatabase)) return $"#{id} is in {truth.Schema}, and the session believes in {held.Database ?? defaultDatabase}";
            if (truth.Prepared.Count > 0 && !session.State.MustStay) return $"#{id} has a prepared text, and the session is free to leave it";
        }

        // Beside the one with its state, which may be of any.
        if (session.Held.ToArray().Where(held => !held.IsGone && held != session.Affinity.Holder).CountBy(held => held.Hostgroup).Any(count => count.Value > 1))
            return "the session holds two connections for one hostgroup";

        return IsSurelyOpen(session) && known.Length > 0 && known.Length == session.Held.Length && known.All(held => held.Truth.Transaction is null)
            ? "the session is sure of a transaction, and its server has none"
            : null;
    }

    // Of a transaction that an object of the caller's owns, the object is sure and the session need not be; what is lost was.
    private static bool IsSurelyOpen(RoutingSession session) =>
        session is { Lost: null, State.Transaction: { IsOwned: false, IsTransaction: true, MayLackAutocommit: false } };
}
