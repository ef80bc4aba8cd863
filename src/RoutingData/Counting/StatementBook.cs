using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using RoutingData.Statements;

namespace RoutingData.Counting;

/// <summary>
/// The statements of one data source, told apart by their digests, so many at most. When there are more, one that has not run since it was last
/// looked at makes room, and is counted from then on with all others of its operation: the sums stay right.
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

    /// <summary>How many may have counters of their own. What has them keeps them until room is needed.</summary>
    public int Most { get; set; } = 1024;

    /// <summary>How many have counters of their own.</summary>
    public int Count => _known.Count;

    /// <summary>Returns the statement of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="reason">Why it goes where it goes.</param>
    public CountedStatement Find(string text, string reason)
    {
        var digest = text.Length > LongestRead ? $"{StatementDigest.Of(Head(text))} ..." : StatementDigest.Of(text);
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
        var end = text.AsSpan(0, LongestHead).IndexOfAny(HeadEnds);
        return text[..(end < 0 ? LongestHead : end)];
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

            var counters = statement.Counters;
            statement.Counters = Others(statement.Name.Operation);
            statement.Counters.Add(counters);
            statement.SharesCounters = true;
            _known.TryRemove(statement.Digest, out _);
            _ring[_hand] = _ring[^1];
            _ring.RemoveAt(_ring.Count - 1);
            return true;
        }

        return false;
    }

    private StatementCounters Others(string operation)
    {
        if (!_others.TryGetValue(operation, out var counters)) _others[operation] = counters = new StatementCounters();
        return counters;
    }
}
