using RoutingData.Pools;

namespace RoutingData.Sessions;

/// <summary>Which of its backend connections a session belongs to now.</summary>
/// <remarks>
/// <code>
/// pointer      set by                             cleared by                     what must run there
/// Transaction  BeginTransaction                   its end                        everything
/// Bound        START TRANSACTION READ ONLY,       its end                        everything
///              TransactionScope, EnlistTransaction
/// Home         a statement on the writer; what    the next one elsewhere; its    what is pinned
///              pins                               loss
/// LastWrite    every write on the home            never                          LAST_INSERT_ID(); an error if it is the home no more
/// Previous     every statement                    never                          ROW_COUNT(), SHOW WARNINGS
/// LeftOn       a read-only transaction that       a move of the home that is     user variables; an error once the home has moved
///              leaves state on its reader         no write
/// </code>
/// The first three in this order say where the session's state is.
/// </remarks>
internal struct SessionAffinity
{
    private BackendConnection? _left;

    /// <summary>The open transaction of ADO.NET.</summary>
    public ISessionTransaction? Transaction { readonly get; set; }

    /// <summary>The connection of a transaction that text or a scope began.</summary>
    public BackendConnection? Bound { readonly get; set; }

    /// <summary>The connection of the last write, or of what is pinned.</summary>
    public BackendConnection? Home { readonly get; private set; }

    /// <summary>The connection on which the last write ran, though the connection may be the home no more: what LAST_INSERT_ID() would say is there.</summary>
    public BackendConnection? LastWrite { readonly get; private set; }

    /// <summary>The connection of the last statement.</summary>
    public BackendConnection? Previous { readonly get; set; }

    /// <summary>The reader on which a read-only transaction left user variables, once the session has written elsewhere.</summary>
    public readonly BackendConnection? LeftOn => HomeOnlyReads ? null : _left;

    /// <summary>Whether what a read-only transaction left keeps the home on its reader, until a write.</summary>
    public readonly bool HomeOnlyReads => _left is not null && _left == Home;

    /// <summary>The connection that has the session's state.</summary>
    public readonly BackendConnection? Holder => Transaction?.Backend ?? Bound ?? Home;

    /// <summary>Notes that something is written on the home, which from then on does not only read.</summary>
    public void NoteWrite()
    {
        if (HomeOnlyReads) _left = null;
        LastWrite = Home;
    }

    /// <summary>Takes a note back: what ran last was a question of the router's own.</summary>
    /// <param name="former">What <see cref="LastWrite"/> was before.</param>
    public void TakeBackWrite(BackendConnection? former) => LastWrite = former;

    /// <summary>Moves the home, unless a transaction only borrows the connection.</summary>
    /// <returns>The former home; null when there was none, or nothing changes.</returns>
    public BackendConnection? MoveHomeTo(BackendConnection backend)
    {
        if (Home == backend || backend == Bound || Transaction is { IsReadOnly: true }) return null;
        if (HomeOnlyReads) _left = null;
        var former = Home;
        Home = backend;
        return former;
    }

    /// <summary>Notes that a read-only transaction has left state on its reader, which is the home until a write; not on what is the home already, which may have been
    /// written to.</summary>
    public void StayOn(BackendConnection reader)
    {
        if (Home != reader) Home = _left = reader;
    }

    /// <summary>Notes that a read-only transaction may have left state on a connection, if that is the home now.</summary>
    public void NoteLeft(BackendConnection backend)
    {
        if (backend == Home) _left = backend;
        else if (HomeOnlyReads) _left = null;
    }

    /// <summary>Forgets a connection.</summary>
    public void Detach(BackendConnection backend)
    {
        if (Home == backend)
        {
            if (HomeOnlyReads) _left = null;
            Home = null;
        }

        if (Bound == backend) Bound = null;
    }

    /// <summary>Forgets the home, because a write has come and goes elsewhere: what a read-only transaction left on the home stays behind there.</summary>
    public void LeaveHome() => Home = null;
}
