using System.Data.Common;
using RoutingData.Monitor.Drivers;
using RoutingData.Pools;
using RoutingData.Routing;
using RoutingData.SessionStates;
using RoutingData.Statements;

namespace RoutingData.Sessions;

// What the session learns from texts that have run, and from readers as their results come.
internal sealed partial class RoutingSession
{
    private RoutingDbDataReader? _reader;

    /// <summary>Whether a reader is open, so that its connection is busy.</summary>
    public bool IsReading => _reader is { IsClosed: false };

    /// <summary>What the server's transaction may have been before the text whose results are read now, or is.</summary>
    public ServerTransaction TransactionBefore => (State.Reading?.Before ?? State).Transaction;

    /// <summary>Remembers a text that ran to its end.</summary>
    public void Remember(Route route, BackendConnection backend) => Become(State.After(route.Traits), route, backend, isOver: true);

    /// <summary>Remembers a text that failed.</summary>
    public void RememberFailure(Route route, BackendConnection backend, Exception exception)
    {
        // The driver's own refusal, or ours: nothing has been sent.
        if (exception is InvalidOperationException or RoutingDbException { Outcome: StatementOutcome.NotExecuted }) return;
        Become(State.AfterFailure(route.Traits, RefusalIn(backend, exception)), route, backend, isOver: false);
    }

    /// <summary>Makes the reader that the caller gets: while it is open its connection is busy.</summary>
    public DbDataReader TrackReader(BackendConnection backend, Route route, DbDataReader? inner)
    {
        var traits = route.Traits;
        if (traits.StatementCount < 2) Remember(route, backend);
        else if (!State.IsUntouchedBy(traits)) Progress(new TextRun(State, traits).Next(inner is { FieldCount: > 0 }), route, backend);

        // MySql.Data's answer to a statement that was interrupted.
        if (inner is null) return inner!;
        backend.BeginReading();
        return _reader = new RoutingDbDataReader(inner, this, backend, route);
    }

    /// <summary>The next result of the reader has come, or there is none.</summary>
    public void NoteResult(RoutingDbDataReader reader, Route route, BackendConnection backend, bool hasRows)
    {
        if (State.Reading is { } text && _reader == reader) Progress(text.Next(hasRows), route, backend);
    }

    /// <summary>A statement failed while the reader was at its results, or the caller ended it.</summary>
    public void NoteFailure(RoutingDbDataReader reader, Route route, BackendConnection backend, Exception exception)
    {
        if (_reader != reader) return;
        var refusal = RefusalIn(backend, exception);
        var state = State.Reading is { } text ? text.AfterFailure(refusal) : State.AfterFailure(route.Traits, refusal);
        Become(state, route, backend, isOver: false);
    }

    /// <summary>Whether what the reader has not read yet decides what the session knows.</summary>
    public bool IsUnread(RoutingDbDataReader reader) => State.Reading is not null && _reader == reader;

    /// <summary>The reader is closed; a connection that broke under it is let go.</summary>
    public async ValueTask EndReadingAsync(bool async, RoutingDbDataReader reader, BackendConnection backend)
    {
        if (_reader == reader)
        {
            _reader = null;
            if (State.Reading is not null) State = State with { Reading = null };
        }

        if (backend.IsGone && !backend.IsSpent) Drop(backend);
        if (backend.EndReading() && Owner is { } owner) await owner.CloseAsync(async).ConfigureAwait(false);
    }

    private void Progress(TextRun text, Route route, BackendConnection backend)
    {
        Become(text.IsOver ? text.State : text.State with { Reading = text }, route, backend, text.IsOver);
    }

    private void Become(SessionState state, Route route, BackendConnection backend, bool isOver)
    {
        var before = State;
        var (effects, rules) = (route.Traits.Effects, route.Rules);
        var mayHaveReadOnly = _affinity.Bound is not null && !IsAmbient;
        if (isOver && rules.Multiplex == false) state = state with { Pins = state.Pins | SessionPins.Rule };
        // Without a database it is now, as no other connection is.
        if (isOver && route.Traits.DroppedDatabase is { } dropped
            && string.Equals(dropped, DatabaseOn(backend), StringComparison.OrdinalIgnoreCase))
            state = state with { Pins = state.Pins | SessionPins.NoDatabase };
        State = state;
        backend.SettingsApplied = state.SettingsVersion;
        if (!ReferenceEquals(state.Database, before.Database)) backend.Database = state.Database;
        if (isOver && effects.HasFlag(StatementEffects.BeginsReadOnlyTransaction) && !IsAmbient) _affinity.Bound = backend;
        else ForgetBound();
        if (state.MustStay && _affinity.Bound is null)
        {
            MoveHomeTo(backend);
            if (mayHaveReadOnly) _affinity.NoteLeft(backend);
        }

        if (isOver && effects.HasFlag(StatementEffects.EndsConnection)) backend.Spend();
        if (route.Traits.ChangesStoredCode) sessions.StoredCodeChanged?.Invoke(route.Traits, DatabaseOn(backend));
    }

    private ServerRefusal? RefusalIn(BackendConnection backend, Exception exception) =>
        DriverError.ServerNumber(exception) is { } number ? new ServerRefusal(number, exception.Message, DatabaseOn(backend)) : null;

    // A session that has chosen none is in the one that the connection began with.
    private string DatabaseOn(BackendConnection backend) => State.Database ?? backend.Connection.Database;
}
