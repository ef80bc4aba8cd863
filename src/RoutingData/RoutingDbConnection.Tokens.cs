using RoutingData.Sessions;
using RoutingData.Threading;
using RoutingData.Tokens;

namespace RoutingData;

/// <content>Tokens: what it has written, for sessions of other processes, and what those have written.</content>
public sealed partial class RoutingDbConnection
{
    /// <summary>
    /// Whether a failover has lost writes that had been acknowledged, and this session wrote when those were written, or has a token that speaks of them
    /// (which is known after a read). What was answered in the last moments before a writer died, and which the monitor did not know yet, may be lost
    /// without being reported.
    /// </summary>
    public bool WritesLost => WritesOfItsOwnLost || _seldom?.Tokens is { IsLost: true };

    private bool WritesOfItsOwnLost =>
        _writtenAt < 0 || (_writtenAt > 0 && _source is { } source && source.Runtime.Monitor.Current.HasLost(_writtenAt));

    /// <summary>Whether the server that is taken for the writer may lack what a token asks for, since another one has written it.</summary>
    bool ISessionOwner.IsInDoubt => _seldom?.Tokens is { } tokens && _source is { } source && tokens.AreInDoubt(source.Runtime.Tokens);

    /// <summary>Has its plain reads show from now on what a session of another process had written and seen. It counts at every level but
    /// <see cref="ConsistencyLevel.Eventual"/>.</summary>
    /// <param name="token">What that session's <see cref="GetConsistencyTokenAsync(CancellationToken)"/> gave. One of another fleet has no effect.</param>
    public void UseConsistencyToken(ConsistencyToken token)
    {
        ArgumentNullException.ThrowIfNull(token);
        if (token.IsEmpty) return;
        Add(new ReceivedToken(token));
        _isLastServerFresh = false;
        _news?.NoteToken();
        _session?.Freshness.NoteNews(server: null);
    }

    /// <summary>
    /// Returns what it has written and seen, for a session of another process. It costs no round trip of this connection's: the monitor asks the writer, once
    /// for all who wait. <see cref="ConsistencyToken.None"/> when there is nothing, or where servers do not number their transactions.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait for the writer's answer.</param>
    /// <exception cref="RoutingDbException">There was no writer in time.</exception>
    public ValueTask<ConsistencyToken> GetConsistencyTokenAsync(CancellationToken cancellationToken = default) =>
        GetConsistencyTokenAsync(async: true, cancellationToken);

    /// <inheritdoc cref="GetConsistencyTokenAsync(CancellationToken)"/>
    public ConsistencyToken GetConsistencyToken() => SyncResult.Of(GetConsistencyTokenAsync(async: false, CancellationToken.None));

    private ValueTask<ConsistencyToken> GetConsistencyTokenAsync(bool async, CancellationToken cancellationToken)
    {
        var moment = Math.Max(_mark, _news?.Here.Last ?? 0);
        return TokenIssue.OfAsync(
            async, moment > 0 && _source is { } source ? [(source.Runtime.Tokens, moment)] : [],
            [.. _seldom?.Tokens?.All ?? [], .. _news?.Writes.Tokens ?? []], cancellationToken);
    }

    private void Add(ReceivedToken token)
    {
        var seldom = _seldom ??= new SeldomState();
        (seldom.Tokens ??= new SessionTokens()).Add(token);
    }

    private long MarkWith(SessionTokens tokens)
    {
        var moment = tokens.Look(_source!.Runtime.Tokens);
        if (moment < long.MaxValue) NoteSeen(moment);
        return Math.Max(_mark, moment);
    }
}
