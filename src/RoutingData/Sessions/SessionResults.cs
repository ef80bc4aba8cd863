using System.Data.Common;
using RoutingData.Monitor.Drivers;
using RoutingData.Pools;
using RoutingData.Routing;
using RoutingData.SessionStates;
using RoutingData.Statements;

namespace RoutingData.Sessions;

/// <summary>Notes what a session learns from texts that have run, and from readers as their results come.</summary>
internal readonly struct SessionResults(RoutingSession session)
{
    /// <summary>What the server's transaction may have been before the text whose results are read now, or is.</summary>
    public ServerTransaction TransactionBefore => (session.State.Reading?.Before ?? session.State).Transaction;

    /// <summary>Remembers a text that ran to its end.</summary>
    public void Remember(Route route, BackendConnection backend) => Become(session.State.After(route.Traits), route, backend, isOver: true);

    /// <summary>Remembers a text that failed.</summary>
    public void RememberFailure(Route route, BackendConnection backend, Exception exception)
    {
        // The driver's own refusal, or ours: nothing has been sent.
        if (exception is InvalidOperationException or RoutingDbException { Outcome: StatementOutcome.NotExecuted }) return;
        Become(session.State.AfterFailure(route.Traits, RefusalIn(backend, exception)), route, backend, isOver: false);
    }

    /// <summary>Makes the reader that the caller gets: while it is open its connection is busy.</summary>
    public DbDataReader TrackReader(BackendConnection backend, Route route, DbDataReader? inner)
    {
        var traits = route.Traits;
        if (traits.StatementCount < 2) Remember(route, backend);
        else if (!session.State.IsUntouchedBy(traits)) Progress(new TextRun(session.State, traits).Next(inner is { FieldCount: > 0 }), route, backend);

        // MySql.Data's answer to a statement that was interrupted.
        if (inner is null) return inner!;
        backend.BeginReading();
        return session.Reader = new RoutingDbDataReader(inner, session, backend, route);
    }

    /// <summary>Notes that the next result of the reader has come, or that there is none.</summary>
    public void NoteResult(RoutingDbDataReader reader, Route route, BackendConnection backend, bool hasRows)
    {
        if (session.State.Reading is { } text && session.Reader == reader) Progress(text.Next(hasRows), route, backend);
    }

    /// <summary>Notes that a statement failed while the reader was at its results, or the caller ended it.</summary>
    public void NoteFailure(RoutingDbDataReader reader, Route route, BackendConnection backend, Exception exception)
    {
        if (session.Reader != reader) return;
        var refusal = RefusalIn(backend, exception);
        var state = session.State.Reading is { } text ? text.AfterFailure(refusal) : session.State.AfterFailure(route.Traits, refusal);
        Become(state, route, backend, isOver: false);
    }

    /// <summary>Whether what the reader has not read yet decides what the session knows.</summary>
    public bool IsUnread(RoutingDbDataReader reader) => session.State.Reading is not null && session.Reader == reader;

    /// <summary>Notes that the reader is closed, and lets go of a connection that broke under it.</summary>
    public async ValueTask EndReadingAsync(bool async, RoutingDbDataReader reader, BackendConnection backend)
    {
        if (session.Reader == reader)
        {
            session.Reader = null;
            if (session.State.Reading is not null) session.State = session.State with { Reading = null };
        }

        if (backend.IsGone && !backend.IsSpent) session.DetachBroken(backend);
        if (backend.EndReading() && session.Owner is { } owner) await owner.CloseAsync(async).ConfigureAwait(false);
    }

    /// <summary>Notes that the database was changed on a connection.</summary>
    public void NoteDatabase(BackendConnection backend, string name)
    {
        backend.Database = name;
        session.State = session.State with { Database = name, Pins = session.State.Pins & ~SessionPins.NoDatabase };
    }

    /// <summary>Notes that a server lacks the session's database, which is new or was dropped, or a new right to it: reads follow it to the writer.</summary>
    /// <returns>Whether that is news.</returns>
    public bool TryStayWithDatabase()
    {
        if (session.IsTied) return false;
        session.State = session.State with { Pins = session.State.Pins | SessionPins.NoDatabase };
        return true;
    }

    private void Progress(TextRun text, Route route, BackendConnection backend)
    {
        Become(text.IsOver ? text.State : text.State with { Reading = text }, route, backend, text.IsOver);
    }

    private void Become(SessionState state, Route route, BackendConnection backend, bool isOver)
    {
        ref var affinity = ref session.Affinity;
        var before = session.State;
        var (effects, rules) = (route.Traits.Effects, route.Rules);
        var mayHaveReadOnly = affinity.Bound is not null && !session.IsAmbient;
        if (isOver && rules.Multiplex == false) state = state with { Pins = state.Pins | SessionPins.Rule };
        // Without a database it is now, as no other connection is.
        if (isOver && route.Traits.DroppedDatabase is { } dropped
            && string.Equals(dropped, DatabaseOn(backend), StringComparison.OrdinalIgnoreCase))
            state = state with { Pins = state.Pins | SessionPins.NoDatabase };
        session.State = state;
        backend.SettingsApplied = state.SettingsVersion;
        if (!ReferenceEquals(state.Database, before.Database)) backend.Database = state.Database;
        if (isOver && effects.HasFlag(StatementEffects.BeginsReadOnlyTransaction) && !session.IsAmbient) affinity.Bound = backend;
        else session.Transactions.ForgetBound();
        if (state.MustStay && affinity.Bound is null)
        {
            session.MoveHomeTo(backend);
            if (mayHaveReadOnly) affinity.NoteLeft(backend);
        }

        if (isOver && effects.HasFlag(StatementEffects.EndsConnection)) backend.Spend();
        if (route.Traits.ChangesStoredCode) session.Sessions.StoredCodeChanged?.Invoke(route.Traits, DatabaseOn(backend));
    }

    private ServerRefusal? RefusalIn(BackendConnection backend, Exception exception) =>
        DriverError.ServerNumber(exception) is { } number ? new ServerRefusal(number, exception.Message, DatabaseOn(backend)) : null;

    // A session that has chosen none is in the one that the connection began with.
    private string DatabaseOn(BackendConnection backend) => session.State.Database ?? backend.Connection.Database;
}
