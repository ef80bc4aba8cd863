using System.Collections.Immutable;
using RoutingData.Tokens;

namespace RoutingData.Sessions;

/// <summary>The moment at which the last write of all connections that were opened in one scope was answered, and the tokens that the scope was given.</summary>
internal sealed class SharedWrites
{
    private readonly Lock _gate = new();
    private ImmutableArray<SourceWrites> _sources = [];
    private ImmutableArray<ReceivedToken> _tokens = [];
    private long _last;
    private int _rejected;

    /// <summary>The moment, by the clock of the session that wrote; 0 before the first write.</summary>
    public long Last => Volatile.Read(ref _last);

    /// <summary>The tokens; there are ever more.</summary>
    public ImmutableArray<ReceivedToken> Tokens => _tokens;

    /// <summary>The data sources that its connections were opened to.</summary>
    public ImmutableArray<SourceWrites> Sources => _sources;

    public void Raise(long moment) => Raise(ref _last, moment);

    public void Add(ReceivedToken token)
    {
        lock (_gate) _tokens = _tokens.Add(token);
    }

    /// <summary>Counts what was no token, to be counted by the first data source that there is.</summary>
    public void Reject() => Interlocked.Increment(ref _rejected);

    /// <summary>Returns the writes in one data source.</summary>
    public SourceWrites At(DataSourceTokens source)
    {
        if (_rejected > 0) source.NoteRejected(Interlocked.Exchange(ref _rejected, 0));
        lock (_gate)
        {
            foreach (var known in _sources)
            {
                if (known.Source == source) return known;
            }

            var added = new SourceWrites(source);
            _sources = _sources.Add(added);
            return added;
        }
    }

    /// <summary>Raises a moment that several threads raise.</summary>
    public static void Raise(ref long last, long moment)
    {
        var seen = Volatile.Read(ref last);
        while (seen < moment && Interlocked.CompareExchange(ref last, moment, seen) is var other && other != seen) seen = other;
    }
}
