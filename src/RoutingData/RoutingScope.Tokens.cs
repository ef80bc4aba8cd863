using RoutingData.Sessions;
using RoutingData.Threading;
using RoutingData.Tokens;

namespace RoutingData;

/// <content>Tokens: a request, or a job, that goes on in another process.</content>
public sealed partial class RoutingScope
{
    /// <summary>The scope that the running code is in; null outside any.</summary>
    public static RoutingScope? Current => Ambient.Value;

    /// <summary>Whether anything may have been written that others do not know of yet: by a connection that was opened in it, or, as a token says that it
    /// was given later than at its beginning, in another process.</summary>
    public bool HasWritten => _writes is { } writes && (writes.Last > 0 || writes.Tokens.Length > _firstTokens);

    /// <summary>As <see cref="RoutingDbConnection.WritesLost"/>, of any connection that was opened in it.</summary>
    public bool WritesLost => _writes is { } writes && (writes.Tokens.Any(token => token.IsLost) || writes.Sources.Any(source => source.IsLost));

    /// <summary>As <see cref="ReadYourWrites()"/>, of which the beginning was in another process.</summary>
    /// <param name="token">What had been written there.</param>
    public static RoutingScope ReadYourWrites(ConsistencyToken token)
    {
        ArgumentNullException.ThrowIfNull(token);
        return Beginning([token], rejected: 0);
    }

    /// <summary>Has plain reads of its connections show from now on what was written in another process too.</summary>
    /// <param name="token">What that one's <see cref="GetConsistencyTokenAsync(CancellationToken)"/> gave. One of another fleet has no effect.</param>
    /// <exception cref="InvalidOperationException">Neither this scope nor one around it is <see cref="ReadYourWrites()"/>.</exception>
    public void UseConsistencyToken(ConsistencyToken token)
    {
        ArgumentNullException.ThrowIfNull(token);
        var writes = _writes ?? throw new InvalidOperationException("The scope shares no writes: a token is for one of ReadYourWrites().");
        if (!token.IsEmpty) writes.Add(new ReceivedToken(token));
    }

    /// <summary>
    /// Returns what its connections have written, for another process, together with the tokens that it was given. It costs no round trip of theirs: the
    /// monitor asks the writer, once for all who wait.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait for the writer's answer.</param>
    /// <returns><see cref="ConsistencyToken.None"/> when nothing was written, or where servers do not number their transactions.</returns>
    /// <exception cref="RoutingDbException">There was no writer in time.</exception>
    public ValueTask<ConsistencyToken> GetConsistencyTokenAsync(CancellationToken cancellationToken = default) =>
        GetConsistencyTokenAsync(async: true, cancellationToken);

    /// <inheritdoc cref="GetConsistencyTokenAsync(CancellationToken)"/>
    public ConsistencyToken GetConsistencyToken() => SyncResult.Of(GetConsistencyTokenAsync(async: false, CancellationToken.None));

    /// <summary>Whether it is a session of its own, or in one.</summary>
    internal bool SharesWrites => _writes is not null;

    /// <summary>Notes that a text that should have been a token was none.</summary>
    internal void Reject() => _writes?.Reject();

    /// <summary>Returns a scope that begins with tokens, and with what should have been some and was none.</summary>
    internal static RoutingScope Beginning(IEnumerable<ConsistencyToken> tokens, int rejected)
    {
        var writes = new SharedWrites();
        foreach (var token in tokens)
        {
            if (!token.IsEmpty) writes.Add(new ReceivedToken(token));
        }

        for (var at = 0; at < rejected; at++) writes.Reject();
        return OfSession(writes);
    }

    private ValueTask<ConsistencyToken> GetConsistencyTokenAsync(bool async, CancellationToken cancellationToken) =>
        _writes is { } writes
            ? TokenIssue.OfAsync(
                async, [.. writes.Sources.Where(source => source.Last > 0).Select(source => (source.Source, source.Last))], writes.Tokens, cancellationToken)
            : new(ConsistencyToken.None);
}
