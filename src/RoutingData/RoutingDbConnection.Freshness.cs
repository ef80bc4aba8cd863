using RoutingData.Sessions;

namespace RoutingData;

/// <content>What it has written and seen, over all the times it is open.</content>
public sealed partial class RoutingDbConnection
{
    ValueTask ISessionOwner.CloseAsync(bool async) => CloseAsync(async);

    bool ISessionOwner.IsLastServerFresh => _isLastServerFresh;

    void ISessionOwner.NoteWritten(long now) => NoteWritten(now);

    void ISessionOwner.NoteSeen(long moment) => NoteSeen(moment);

    long ISessionOwner.MarkOf(RoutingSession session)
    {
        if (_news?.Take() is not { } news) return _mark;
        NoteSeen(news);
        _isLastServerFresh = false;
        session.NoteNews();
        return _mark;
    }

    private void NoteWritten(long now)
    {
        NoteSeen(now);
        _news?.Writes.Raise(now);
    }

    private void NoteSeen(long moment)
    {
        if (moment > _mark) _mark = moment;
    }

    // The writes of the scope around its Open are its own.
    private void JoinScope()
    {
        var writes = RoutingScope.Writes;
        if (writes != _news?.Writes) _news = writes is null ? null : new ScopeNews(writes);
    }

    // Another monitor's moments of fetches are no measure of what was seen; its clock is.
    private void NoteOtherSource(RoutingDbDataSource source)
    {
        if (_mark == 0) return;
        NoteSeen(source.Runtime.Monitor.Now);
        _isLastServerFresh = false;
    }

    private void NoteClosed(RoutingSession session, bool mayHaveWritten)
    {
        if (session.MayHaveWrittenUnlogged) NoteWritten(long.MaxValue);
        if (mayHaveWritten) NoteWritten(session.Monitor.Now);
    }
}
