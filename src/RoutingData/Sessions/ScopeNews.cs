using System.Collections.Immutable;
using RoutingData.Monitor;
using RoutingData.Tokens;

namespace RoutingData.Sessions;

/// <summary>What one connection knows of the writes of its scope, of what was seen in it, and of the tokens that the scope was given.</summary>
internal sealed class ScopeNews(SharedWrites writes, DataSourceTokens source)
{
    private long _known;
    private int _knownTokens;
    private ScopeMark _mark = ScopeMark.None;

    public SharedWrites Writes => writes;

    /// <summary>The scope's writes in the connection's data source.</summary>
    public SourceWrites Here { get; } = writes.At(source);

    /// <summary>The server that shows all that the connection knows of; null when none is known.</summary>
    public ServerAddress? Server { get; private set; }

    /// <summary>Whether there is anything that the connection does not know.</summary>
    public bool HasAny => writes.Last != _known || !ReferenceEquals(Here.Mark, _mark) || writes.Tokens.Length != _knownTokens;

    /// <summary>Returns the moment by which all that the scope has written and seen had been answered, and the tokens that the connection did not know.</summary>
    /// <param name="tokens">Those.</param>
    public long Take(out ImmutableArray<ReceivedToken> tokens)
    {
        var all = writes.Tokens;
        tokens = all[_knownTokens..];
        _knownTokens = all.Length;
        (_known, _mark) = (writes.Last, Here.Mark);
        Server = _mark.Written == _known && tokens.IsEmpty ? _mark.Server : null;
        return Math.Max(_known, _mark.Seen);
    }

    /// <summary>Notes that the connection was given a token of its own.</summary>
    public void NoteToken() => Server = null;

    /// <summary>Notes that the connection has written.</summary>
    public void Raise(long moment)
    {
        Server = null;
        Here.Raise(moment);
        writes.Raise(moment);
    }

    /// <summary>Notes that the connection has seen what a server shows that shows all that it knew of.</summary>
    /// <param name="moment">As <see cref="ISessionOwner.NoteSeen"/>.</param>
    /// <param name="server">That server; null when it is not known to.</param>
    public void Saw(long moment, ServerAddress? server)
    {
        Server = server;
        if (moment <= _mark.Seen && _mark.Server == server && _mark.Written == _known && ReferenceEquals(Here.Mark, _mark)) return;
        _mark = Here.Saw(_mark, new ScopeMark(Math.Max(moment, _mark.Seen), server, _known));
    }
}
