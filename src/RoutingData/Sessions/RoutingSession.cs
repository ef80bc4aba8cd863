using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Transactions;
using RoutingData.Backends;
using RoutingData.Failover;
using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;
using RoutingData.Routing;
using RoutingData.Statements;

namespace RoutingData.Sessions;

/// <summary>One opened <see cref="RoutingDbConnection"/>: the backend connections it holds and the state it remembers.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "The reader is the caller's.")]
internal sealed class RoutingSession(RoutingDbDataSource source, SessionState state)
{
    private readonly HeldConnections _held = new();
    private BackendConnection? _home;
    private BackendConnection? _bound;
    private BackendConnection? _previous;
    private RoutingDbDataReader? _reader;
    private Transaction? _enlisted;

    public RoutingDbDataSource Source => source;

    /// <summary>The connection whose session it is; told when state is lost.</summary>
    public RoutingDbConnection? Owner { get; set; }

    /// <summary>What it remembers.</summary>
    public SessionState State { get; private set; } = state;

    /// <summary>The open transaction, if any.</summary>
    public RoutingDbTransaction? Transaction { get; set; }

    /// <summary>The database its statements run in.</summary>
    public string Database => State.Database ?? source.DefaultSchema;

    /// <summary>What was lost with a connection; nothing runs any more until the session is closed.</summary>
    public RoutingDbException? Lost
    {
        get;
        private set
        {
            var isNews = field is null != value is null;
            field = value;
            if (isNews) Owner?.TellOfLoss(value is not null);
        }
    }

    /// <summary>Whether a reader is open, so that its connection is busy.</summary>
    public bool IsReading => _reader is { IsClosed: false };

    public bool InTransaction => Transaction is not null || State.InTransaction || State.AutocommitOff || IsAmbient;

    /// <summary>Whether every statement must run on one connection.</summary>
    public bool HoldsState => State.MustStay || Transaction is not null || (_bound is not null && IsAmbient);

    /// <summary>Whether the next statement is tied to what ran before it.</summary>
    public bool IsTied => State.MustStay || Transaction is not null || IsAmbient;

    // Where the session's state is. A read-only transaction, or one from outside, binds a connection for its time; the home stays where
    // the last write was.
    private BackendConnection? Holder => Transaction?.Backend ?? _bound ?? _home;

    private bool IsAmbient =>
        System.Transactions.Transaction.Current is not null || _enlisted is { TransactionInformation.Status: TransactionStatus.Active };

    /// <summary>The server of its last statement, whatever has become of the connection to it.</summary>
    public ServerAddress? LastServer { get; private set; }

    /// <summary>Where a statement goes, with the session's state.</summary>
    public RouteDecision Decide(Route route)
    {
        var decision = source.Routes.Policy.Within(route.Decision, State, Transaction is not null, IsAmbient);
        return IsTied ? decision with { Hostgroup = PlaceOf(route).Hostgroup } : decision;
    }

    /// <summary>The held connection a statement can run on as things are; null when something has to be done first.</summary>
    /// <exception cref="RoutingDbException">The session's state is lost.</exception>
    public BackendConnection? FindReady(Route route)
    {
        if (FindBusy() is { } busy) return busy;
        if (BeginsAnother(route.Traits)) return null;

        var place = PlaceOf(route);
        var holder = HolderOfState(place, route.Traits);
        var held = holder ?? _held.For(place.Hostgroup, source.Monitor.Current, _home);
        if (held is null || !State.IsReplayedOn(held)) return null;
        if (held.WasClosedAtRest())
        {
            // What holds state is found again as it is, and its loss told.
            if (holder is null) Drop(held);
            return null;
        }

        Take(held, place);
        return held;
    }

    /// <summary>The backend connection a statement must run on: one that is held, or one rented now.</summary>
    /// <exception cref="RoutingDbException">There was no server in time, or the session's state is lost.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<BackendConnection> RentAsync(
        bool async, Route route, StatementAttempt attempt, CancellationToken cancellationToken)
    {
        if (FindBusy() is { } busy) return busy;
        if (BeginsAnother(route.Traits)) await EndReadOnlyTransactionAsync(async, cancellationToken).ConfigureAwait(false);

        var place = PlaceOf(route);
        while (true)
        {
            var backend = HolderOfState(place, route.Traits)
                ?? (attempt.Failed.IsEmpty ? _held.For(place.Hostgroup, source.Monitor.Current, _home) : null)
                ?? await source.Connector.ConnectAsync(async, this, place.Hostgroup, attempt, cancellationToken).ConfigureAwait(false);

            Take(backend, place);
            if (State.IsReplayedOn(backend)) return backend;
            // The role may have changed meanwhile; what holds state is found again as it is.
            if (await SessionReplay.TryAsync(async, this, backend, attempt, cancellationToken).ConfigureAwait(false) && !backend.Pool.IsRetired)
                return backend;
        }
    }

    /// <summary>The held connection to a server that a rented one would lead to, too; not one from before a role change (D28).</summary>
    public BackendConnection? HeldTo(ServerAddress server) =>
        _held.To(server) is { IsGone: false, Pool.IsRetired: false } held ? held : null;

    public void Hold(BackendConnection backend) => _held.Add(backend);

    /// <summary>Gives back what the session does not need now, before it waits for more.</summary>
    public ValueTask ReturnIdleAsync(bool async) => _held.ReturnOthersAsync(async, Holder);

    /// <summary>A write waits for the next writer. The last write's connection to a server that is the writer no more must not keep that
    /// one from being drained: the next write's takes its place, and who asks for LAST_INSERT_ID() before is told that it is gone.</summary>
    /// <param name="hostgroup">Id of the hostgroup that it waits for.</param>
    public void ReturnFormerHome(int hostgroup)
    {
        if (_home is not { } home || HoldsState || home == _bound || hostgroup != source.Routes.Policy.WriterHostgroup) return;
        _held.DropIfWrong(home, source.Monitor.Current);
    }

    /// <summary>Remembers a statement that ran, or tried to.</summary>
    public void Remember(Route route, BackendConnection backend, bool succeeded, Exception? exception = null)
    {
        var before = State;
        ServerRefusal? refusal = DriverError.ServerNumber(exception) is { } number
            ? new ServerRefusal(number, exception!.Message, Database)
            : null;
        State = before.After(route.Traits, succeeded, refusal);
        if (succeeded && route.Rules.Multiplex == false) State = State with { Pins = State.Pins | SessionPins.Rule };
        backend.SettingsApplied = State.SettingsVersion;
        if (!ReferenceEquals(State.Database, before.Database)) backend.Database = State.Database;
        if (succeeded && route.Traits.Effects.HasFlag(StatementEffects.BeginsReadOnlyTransaction)) _bound = backend;
        else ForgetBound();
        if (State.MustStay && _bound is null) MoveHomeTo(backend);
        if (succeeded && route.Traits.Effects.HasFlag(StatementEffects.EndsConnection)) backend.Spend();
    }

    /// <summary>Makes the reader that the caller gets: while it is open its connection is busy.</summary>
    public DbDataReader Watch(BackendConnection backend, Route route, DbDataReader? inner)
    {
        // MySql.Data's answer to a statement that was interrupted.
        if (inner is null) return inner!;
        backend.BeginReading();
        return _reader = new RoutingDbDataReader(inner, this, backend, route);
    }

    /// <summary>The reader is closed; a connection that broke under it is let go.</summary>
    public async ValueTask EndReadingAsync(bool async, RoutingDbDataReader reader, BackendConnection backend)
    {
        if (_reader == reader) _reader = null;
        if (backend.IsGone && !backend.IsSpent) Drop(backend);
        if (backend.EndReading() && Owner is { } owner) await owner.CloseAsync(async).ConfigureAwait(false);
    }

    /// <summary>Changes the database on one connection now, and on every other before its next statement.</summary>
    public async ValueTask UseDatabaseAsync(bool async, string name, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(name)) throw new ArgumentException("There is no database without a name.", nameof(name));
        var backend = await RunAsync<BackendConnection, DatabaseOperation>(async, new DatabaseOperation(name), cancellationToken)
            .ConfigureAwait(false);
        backend.Database = name;
        State = State with { Database = name };
    }

    /// <summary>The driver's connection to the writer, or the one that holds the state; the session stays on it.</summary>
    /// <exception cref="InvalidCastException">It is of another type.</exception>
    public async ValueTask<T> GetDriverConnectionAsync<T>(bool async, CancellationToken cancellationToken)
        where T : DbConnection
    {
        if (IsReading) throw new InvalidOperationException("A data reader is open; close it before the driver's connection is handed out.");
        var runner = source.Runner;
        var backend = await runner.RunAsync<BackendConnection, HandOutOperation<T>>(
            async, this, source.Routes.Begin, runner.PatienceOf(commandTimeout: 0), default, cancellationToken).ConfigureAwait(false);
        State = State with { Pins = State.Pins | SessionPins.DriverConnection };
        backend.HandOut(Owner);
        return (T)backend.Connection;
    }

    public ValueTask<DataTable> GetSchemaAsync(
        bool async, string collection, string?[] restrictions, CancellationToken cancellationToken) =>
        RunAsync<DataTable, SchemaOperation>(async, new SchemaOperation(collection, restrictions), cancellationToken);

    /// <summary>Takes part in a transaction from outside; everything until its end runs on the one connection that does.</summary>
    public async ValueTask EnlistAsync(bool async, Transaction? transaction)
    {
        if (transaction is not null)
        {
            var runner = source.Runner;
            _bound = await runner.RunAsync<BackendConnection, EnlistOperation>(
                async, this, source.Routes.Begin, runner.PatienceOf(commandTimeout: 0), new EnlistOperation(transaction),
                CancellationToken.None)
                .ConfigureAwait(false);
            CommitGuard.Enlist(transaction, source.Monitor, _bound);
        }

        // A clone: the application disposes of its own when it is done, and the session still asks how it ended.
        _enlisted?.Dispose();
        _enlisted = transaction?.Clone();
    }

    /// <summary>The transaction has ended. What was lost with it is its owner's to know, and the session goes on.</summary>
    public void EndTransaction(RoutingDbTransaction transaction)
    {
        if (Transaction != transaction) return;
        Transaction = null;
        if (!State.MustStay) Lost = null;
        else if (transaction.IsReadOnly && !transaction.Backend.IsGone) _home = transaction.Backend;
    }

    /// <summary>Lets go of a connection that broke. What state it held is lost, and nothing may run as if it were still there.</summary>
    public void Drop(BackendConnection backend)
    {
        if (HoldsState && Holder == backend) Lost ??= LossOf(backend, innerException: null);
        Release(backend);
    }

    /// <summary>Lets go of a connection; what was on it is over.</summary>
    public void Release(BackendConnection backend)
    {
        _held.Drop(backend);
        if (_previous == backend) _previous = null;
        if (_home == backend) _home = null;
        if (_bound == backend) _bound = null;
    }

    /// <summary>
    /// Whether another server writes now in place of the one that holds the state. Nothing that may write goes there any more: by now it may
    /// be writable again, and two servers would be written to (D27).
    /// </summary>
    public bool IsSuperseded(BackendConnection holder)
    {
        var isReadOnly = Transaction is { IsReadOnly: true } || (holder == _bound && !IsAmbient);
        return !isReadOnly && SuccessorOf(holder) is not null;
    }

    /// <summary>The error for a connection that held the session's state.</summary>
    public RoutingDbException LossOf(BackendConnection backend, Exception? innerException) =>
        SessionLoss.Of(State, Transaction is not null || IsAmbient, backend, backend.IsGone ? null : SuccessorOf(backend), innerException);

    /// <summary>The error for a connection that broke under an open reader, on which it stays until that is closed.</summary>
    public RoutingDbException LoseWith(BackendConnection backend, Exception? innerException)
    {
        var loss = LossOf(backend, innerException);
        if (HoldsState && Holder == backend) Lose(loss);
        return loss;
    }

    /// <summary>The state is lost, and this is what the caller was told.</summary>
    public void Lose(RoutingDbException loss) => Lost = loss;

    /// <summary>Gives everything back; the next session begins with nothing of this one.</summary>
    public async ValueTask CloseAsync(bool async)
    {
        try
        {
            if (_reader is { IsClosed: false } open)
            {
                if (async) await open.DisposeAsync().ConfigureAwait(false);
                else open.Dispose();
            }

            if (Transaction is { } transaction) await transaction.EndAsync(async).ConfigureAwait(false);
        }
        finally
        {
            _enlisted?.Dispose();
            source.ReleaseSession();
            if (_home is { } home) await SessionLocks.GiveBackAsync(async, State.Pins, home).ConfigureAwait(false);
            await _held.ReturnOthersAsync(async, keep: null).ConfigureAwait(false);
        }
    }

    /// <summary>Lets everything go for a connection that nobody closed.</summary>
    public void Abandon()
    {
        source.ReleaseSession();
        // Nothing refers to the reader either, or this would be referred to.
        _reader?.Forget();
        _held.Abandon();
    }

    private ValueTask<T> RunAsync<T, TOperation>(bool async, TOperation operation, CancellationToken cancellationToken)
        where TOperation : struct, IBackendOperation<T>
    {
        var runner = source.Runner;
        return runner.RunAsync<T, TOperation>(
            async, this, source.Routes.Read, runner.PatienceOf(commandTimeout: 0), operation, cancellationToken);
    }

    // The driver's own words for a second command beside an open reader are the right ones.
    private BackendConnection? FindBusy()
    {
        if (Lost is not null) throw SessionLoss.Again(Lost);
        if (_reader is { IsClosed: false } && _previous is { IsGone: false } busy) return busy;
        ForgetBound();
        return null;
    }

    private void ForgetBound()
    {
        if (_bound is not null && !State.InTransaction && !IsAmbient) _bound = null;
    }

    // What Decide says, without its words.
    private (RouteTarget Target, int Hostgroup) PlaceOf(Route route)
    {
        var decision = route.Decision;
        if (IsTied)
            return (RouteTarget.Session, HoldsState && Holder is { } holder ? holder.Hostgroup : source.Routes.Policy.WriterHostgroup);

        // What is replayed everywhere anyway need not wait for a writer: without one, reads go on (D35).
        return route.Traits.IsReplayed && source.Monitor.Current.WriterOf(decision.Hostgroup) is null
            ? (decision.Target, source.Routes.Policy.ReaderHostgroup)
            : (decision.Target, decision.Hostgroup);
    }

    private void Take(BackendConnection backend, (RouteTarget Target, int Hostgroup) place)
    {
        if (place.Target != RouteTarget.Reader && place.Hostgroup == source.Routes.Policy.WriterHostgroup) MoveHomeTo(backend);
        if (place.Target == RouteTarget.Session && IsAmbient) _bound ??= backend;
        _previous = backend;
        LastServer = backend.Server;
    }

    private BackendConnection? HolderOfState((RouteTarget Target, int Hostgroup) place, StatementTraits traits)
    {
        if (place.Target != RouteTarget.Session) return null;

        var asksForState = traits.Target == StatementTarget.Session && traits.Effects == StatementEffects.None;
        if (!HoldsState && !asksForState) return null;
        if (traits.FollowsPreviousStatement && _previous is { IsGone: false } previous) return previous;
        if (Holder is not { } holder) return null;
        if (!holder.IsGone && (traits.IsPlainRead || asksForState || !IsSuperseded(holder))) return holder;

        var loss = LossOf(holder, innerException: null);
        Drop(holder);
        throw Lost ?? loss;
    }

    private ServerAddress? SuccessorOf(BackendConnection holder) =>
        source.Monitor.Current.WriterOf(holder.Hostgroup)?.Address is { } writer && writer != holder.Server ? writer : null;

    // A transaction begun inside a read-only one ends that one, as on a single server; it must not begin on the reader.
    private bool BeginsAnother(StatementTraits traits)
    {
        if (_bound is not { IsGone: false } || Transaction is not null || !State.InTransaction || IsAmbient) return false;
        const StatementEffects transacts =
            StatementEffects.BeginsTransaction | StatementEffects.BeginsReadOnlyTransaction | StatementEffects.EndsTransaction;
        return (traits.Effects & transacts) == StatementEffects.BeginsTransaction;
    }

    private async ValueTask EndReadOnlyTransactionAsync(bool async, CancellationToken cancellationToken)
    {
        var command = _bound!.Connection.CreateCommand();
        command.CommandText = "ROLLBACK";
        if (async)
        {
            await using (command.ConfigureAwait(false))
                await _bound.UntilEnded(command.ExecuteNonQueryAsync(cancellationToken)).ConfigureAwait(false);
        }
        else
        {
            using (command) command.ExecuteNonQuery();
        }

        _bound = null;
        State = State with { InTransaction = false };
    }

    // The connection that ran the session's last write stays until another takes its place: LAST_INSERT_ID() is nowhere else.
    private void MoveHomeTo(BackendConnection backend)
    {
        if (_home == backend || backend == _bound || Transaction is { IsReadOnly: true }) return;
        var former = _home;
        _home = backend;
        if (former is not null) _held.DropIfWrong(former, source.Monitor.Current);
    }
}
