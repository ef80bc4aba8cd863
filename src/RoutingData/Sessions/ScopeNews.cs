using System.Collections.Immutable;
using RoutingData.Tokens;

namespace RoutingData.Sessions;

/// <summary>What one connection knows of the writes of its scope, and of the tokens that the scope was given.</summary>
internal sealed class ScopeNews(SharedWrites writes, DataSourceTokens source)
{
    private long _known;
    private int _knownTokens;

    public SharedWrites Writes => writes;

    /// <summary>The scope's writes in the connection's data source.</summary>
    public SourceWrites Here { get; } = writes.At(source);

    /// <summary>Whether there is anything that the connection has not heard of.</summary>
    public bool HasAny => writes.Last != _known || writes.Tokens.Length != _knownTokens;

    /// <summary>The moment of the scope's last write, and the tokens that the connection had not heard of.</summary>
    public long Take(out ImmutableArray<ReceivedToken> tokens)
    {
        var all = writes.Tokens;
        tokens = all[_knownTokens..];
        _knownTokens = all.Length;
        return _known = writes.Last;
    }

    /// <summary>The connection has written.</summary>
    public void Raise(long moment)
    {
        Here.Raise(moment);
        writes.Raise(moment);
    }
}
