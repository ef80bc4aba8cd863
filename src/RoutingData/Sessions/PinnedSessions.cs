using System.Runtime.CompilerServices;
using RoutingData.SessionStates;

namespace RoutingData.Sessions;

/// <summary>Sessions that keep their connections to themselves, since when, and why: of those whose executions something watched. It keeps none alive.</summary>
internal sealed class PinnedSessions(TimeProvider timeProvider)
{
    // What lasts longest first.
    private static readonly (SessionPins Pin, string Name)[] Names =
    [
        (SessionPins.UnknownCode, "unknown_code"), (SessionPins.UserVariable, "user_variable"), (SessionPins.TemporaryTable, "temporary_table"),
        (SessionPins.PreparedStatement, "prepared_statement"), (SessionPins.Setting, "setting"), (SessionPins.Unlogged, "unlogged"),
        (SessionPins.NamedLock, "named_lock"), (SessionPins.TableLock, "table_lock"), (SessionPins.Handler, "handler"), (SessionPins.Xa, "xa"),
        (SessionPins.Rule, "rule"), (SessionPins.DriverConnection, "driver_connection"), (SessionPins.NoDatabase, "no_database"),
    ];

    private const string Transaction = "transaction";

    private readonly ConditionalWeakTable<RoutingSession, Beginning> _beginnings = [];

    /// <summary>What may hold a session, as metrics call it.</summary>
    public static IEnumerable<string> AllPins => Names.Select(entry => entry.Name).Append(Transaction);

    /// <summary>An execution of a session has ended.</summary>
    public void Note(RoutingSession session)
    {
        if (!session.IsPinned)
        {
            _beginnings.Remove(session);
            return;
        }

        var (pins, transaction) = (session.State.Pins, session.Transaction);
        var known = _beginnings.TryGetValue(session, out var beginning) && IsGoingOn(beginning, pins, transaction);
        // Where no state holds it, a transaction does: another one is another pin.
        _beginnings.AddOrUpdate(session, new Beginning(pins, transaction, known ? beginning!.Since : timeProvider.GetTimestamp()));
    }

    /// <summary>All there are now.</summary>
    public IEnumerable<PinnedSession> Read()
    {
        foreach (var (session, beginning) in _beginnings)
        {
            if (session.IsPinned) yield return new PinnedSession(NameOf(session.State.Pins), timeProvider.GetElapsedTime(beginning.Since));
        }
    }

    private static bool IsGoingOn(Beginning beginning, SessionPins pins, object? transaction) =>
        (beginning.Pins & pins) != SessionPins.None || ReferenceEquals(beginning.Transaction, transaction);

    private static string NameOf(SessionPins pins)
    {
        foreach (var (pin, name) in Names)
            if ((pins & pin) != 0) return name;
        return Transaction;
    }

    private sealed record Beginning(SessionPins Pins, object? Transaction, long Since);
}
