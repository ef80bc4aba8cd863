using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using RoutingData.Statements;

namespace RoutingData.Counting;

/// <summary>
/// The statements of one data source, told apart by their digests, so many at most. When there are more, one that has not run since it was last
/// looked at makes room, and is counted from then on with all others of its operation: the sums stay right, but for what runs at that very moment.
/// </summary>
internal sealed class StatementBook
{
    // Looked at, at most, to make room for one: a text that comes once must not cost a walk through all.
    private const int MostLooks = 16;

    // Names in metrics, over the life of the data source: a time series that has begun does not end.
    private const int MostNames = 256;

    // Of longer texts, which are data with a little SQL before it, only what comes before the first literal or comment is read.
    private const int LongestRead = 16 * 1024;
    private const int LongestHead = 256;

    private static readonly SearchValues<char> HeadEnds = SearchValues.Create("'\"0123456789(/#-@?");

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, CountedStatement> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StatementCounters> _others = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<CountedStatement> _ring = [];
    private int _hand;
    private int _most = 1024;

    /// <summary>How many may have counters of their own.</summary>
    public int Most
    {
        get => Volatile.Read(ref _most);
        set
        {
            lock (_gate)
            {
                _most = value;
                while (_ring.Count > value) Evict(_ring.Count - 1);
            }
        }
    }

    /// <summary>How many have counters of their own.</summary>
    public int Count => _known.Count;

    /// <summary>Returns the statement of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="reason">Why it goes where it goes.</param>
    /// <param name="modes">How the session's server reads text.</param>
    public CountedStatement Find(string text, string reason, SqlModes modes = SqlModes.None)
    {
        // A digest reads text as servers do by default. Where a backslash means something else it would take a literal for names.
        var isOdd = (modes & (SqlModes.NoBackslashEscapes | SqlModes.AnsiQuotes)) != 0 && text.Contains('\\', StringComparison.Ordinal);
        var digest = isOdd || text.Length > LongestRead ? $"{StatementDigest.Of(Head(text))} ..." : StatementDigest.Of(text);
        return _known.TryGetValue(digest, out var known) ? known : Add(digest, reason);
    }

    /// <summary>A statement that shares its counters has run again: it gets its own where there is room.</summary>
    public void Admit(CountedStatement statement)
    {
        lock (_gate)
        {
            if (_known.ContainsKey(statement.Digest) || !MakeRoom()) return;
            statement.Counters = new StatementCounters();
            Take(statement);
        }
    }

    /// <summary>All with counters of their own, and those of the rest by operation.</summary>
    public (ImmutableArray<CountedStatement> Known, ImmutableArray<KeyValuePair<string, StatementCounters>> Others) Read()
    {
        lock (_gate) return ([.. _ring], [.. _others]);
    }

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            foreach (var statement in _ring)
            {
                statement.Counters.Clear();
                statement.SeenTotal = 0;
            }

            foreach (var counters in _others.Values) counters.Clear();
        }
    }

    private static string Head(string text)
    {
        var longest = Math.Min(text.Length, LongestHead);
        var end = text.AsSpan(0, longest).IndexOfAny(HeadEnds);
        return text[..(end < 0 ? longest : end)];
    }

    private CountedStatement Add(string digest, string reason)
    {
        var name = StatementName.Of(digest);
        lock (_gate)
        {
            if (_known.TryGetValue(digest, out var known)) return known;
            var isNamed = _names.Contains(name.Summary) || (_names.Count < MostNames && _names.Add(name.Summary));
            var hasRoom = MakeRoom();
            var counters = hasRoom ? new StatementCounters() : Others(name.Operation);
            var statement = new CountedStatement(digest, name, reason, counters, isNamed) { SharesCounters = !hasRoom };
            if (hasRoom) Take(statement);
            return statement;
        }
    }

    private void Take(CountedStatement statement)
    {
        _known[statement.Digest] = statement;
        statement.SharesCounters = false;
        // One that has only just come counts as idle the next time but one.
        statement.SeenTotal = -1;
        _ring.Add(statement);
    }

    private bool MakeRoom()
    {
        if (_ring.Count < Most) return true;
        for (var looks = 0; looks < Math.Min(MostLooks, _ring.Count); looks++)
        {
            _hand = (_hand + 1) % _ring.Count;
            var statement = _ring[_hand];
            var total = statement.Counters.Total;
            if (total != statement.SeenTotal)
            {
                statement.SeenTotal = total;
                continue;
            }

            Evict(_hand);
            return true;
        }

        return false;
    }

    private void Evict(int place)
    {
        var statement = _ring[place];
        var counters = statement.Counters;
        statement.Counters = Others(statement.Name.Operation);
        statement.Counters.Add(counters);
        statement.SharesCounters = true;
        _known.TryRemove(statement.Digest, out _);
        _ring[place] = _ring[^1];
        _ring.RemoveAt(_ring.Count - 1);
    }

    private StatementCounters Others(string operation)
    {
        if (!_others.TryGetValue(operation, out var counters)) _others[operation] = counters = new StatementCounters();
        return counters;
    }
}
