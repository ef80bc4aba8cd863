using RoutingData.Monitor;

namespace RoutingData.Sessions;

/// <summary>The connection whose session it is: it outlives the session, and knows what was written and seen before it.</summary>
internal interface ISessionOwner
{
    /// <summary>The server of its last statement.</summary>
    ServerAddress? LastServer { get; }

    /// <summary>Whether the server of its last statement before this session shows all that it has written and seen.</summary>
    bool IsLastServerFresh { get; }

    /// <summary>The server on which another connection of its scope has read last, where that shows all that the scope has written and seen; else null.</summary>
    ServerAddress? ScopeServer { get; }

    /// <summary>Called when the session's state was lost, or when what was lost is over.</summary>
    void OnStateLostChanged(bool isLost);

    /// <summary>Notes that what may have been written has been answered.</summary>
    /// <param name="now">By the clock of the data source.</param>
    void NoteWritten(long now);

    /// <summary>Notes that what it has seen was answered before any fetch that begins after a moment.</summary>
    /// <param name="moment">The moment.</param>
    /// <param name="server">The server that it has seen it on, if that shows all that it has written and seen before; else null.</param>
    void NoteSeen(long moment, ServerAddress? server);

    /// <summary>Returns the moment by which all that it has written and seen had been answered, and the other writes of its scope; 0 when there was nothing.</summary>
    long MarkOf(RoutingSession session);

    /// <summary>Whether the server that is taken for the writer may lack what a token asks for, since another one has written it.</summary>
    bool IsInDoubt { get; }

    /// <summary>Closes the connection, because the reader that it was to close with is closed.</summary>
    ValueTask CloseAsync(bool async);
}
