using RoutingData.Monitor;
using RoutingData.Sessions;
using RoutingData.Tokens;

namespace RoutingData;

/// <content>What it has written and seen, over all the times it is open.</content>
public sealed partial class RoutingDbConnection
{
    ValueTask ISessionOwner.CloseAsync(bool async) => CloseAsync(async);

    bool ISessionOwner.IsLastServerFresh => _isLastServerFresh;

    ServerAddress? ISessionOwner.ScopeServer => _news?.Server;

    /// <summary>Forgets what it has written and seen: its next session is another one. It is closed.</summary>
    internal void ForgetSession()
    {
        (_mark, _writtenAt, _news) = (0, 0, null);
        if (_seldom is not null) _seldom.Tokens = null;
        _isLastServerFresh = false;
    }

    void ISessionOwner.NoteWritten(long now) => NoteWritten(now);

    void ISessionOwner.NoteSeen(long moment, ServerAddress? server)
    {
        NoteSeen(moment);
        _news?.Saw(moment, server);
    }

    long ISessionOwner.MarkOf(RoutingSession session)
    {
        if (_news is { HasAny: true } news) Take(news, session);
        return _seldom?.Tokens is { } given ? MarkWith(given) : _mark;
    }

    private void Take(ScopeNews news, RoutingSession session)
    {
        NoteSeen(news.Take(out var tokens));
        foreach (var token in tokens) Add(token);
        _isLastServerFresh = false;
        session.Freshness.NoteNews(news.Server);
    }

    private void NoteWritten(long now)
    {
        NoteSeen(now);
        _writtenAt = WritesOfItsOwnLost ? -1 : now;
        _news?.Raise(now);
    }

    private void NoteSeen(long moment)
    {
        if (moment > _mark) _mark = moment;
    }

    // The writes of the scope around its Open are its own.
    private void JoinScope(RoutingDbDataSource source)
    {
        var writes = RoutingScope.Writes;
        if (writes != _news?.Writes || source.Runtime.Tokens != _news?.Here.Source) _news = writes is null ? null : new ScopeNews(writes, source.Runtime.Tokens);
    }

    // Another monitor's moments of fetches are no measure of what was seen; its clock is.
    private void NoteOtherSource(RoutingDbDataSource source)
    {
        _seldom?.Tokens?.BeginAnew();
        if (_writtenAt > 0) _writtenAt = 0;
        if (_mark == 0) return;
        NoteSeen(source.Runtime.Monitor.Now);
        _isLastServerFresh = false;
    }

    private void NoteClosed(RoutingSession session, bool mayHaveWritten)
    {
        if (session.Freshness.MayHaveWrittenUnlogged) NoteWritten(long.MaxValue);
        if (mayHaveWritten) NoteWritten(session.Monitor.Now);
    }
}
