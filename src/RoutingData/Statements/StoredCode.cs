using System.Collections.Frozen;

namespace RoutingData.Statements;

/// <summary>
/// What is known of the servers' views and triggers that do more than a text that names them says. Immutable. Names are compared without
/// regard to case: where servers tell cases apart, a table that is named like such a view is taken for it, which errs on the safe side.
/// </summary>
internal sealed class StoredCode
{
    private static readonly FrozenDictionary<string, StoredObject[]> Nothing = FrozenDictionary<string, StoredObject[]>.Empty;

    private readonly FrozenDictionary<string, StoredObject[]> _named;
    private readonly FrozenDictionary<string, StoredObject[]>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    private StoredCode(FrozenDictionary<string, StoredObject[]> named)
    {
        _named = named;
        _lookup = named.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The state in which nothing is known.</summary>
    public static StoredCode Empty { get; } = new(Nothing.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether nothing is known.</summary>
    public bool IsEmpty => _named.Count == 0;

    /// <summary>How many views do more than read.</summary>
    public int Views => _named.Values.Sum(objects => objects.Count(known => known.Reads is not null));

    /// <summary>How many tables have triggers that leave something in the session, with the views over them.</summary>
    public int Tables => _named.Values.Sum(objects => objects.Count(known => known.LeavesOnChange));

    /// <param name="objects">What there is to know; each name of a schema once.</param>
    public static StoredCode Of(IEnumerable<StoredObject> objects)
    {
        var named = objects.GroupBy(known => known.Name, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.OrdinalIgnoreCase);
        return named.Count == 0 ? Empty : new StoredCode(named);
    }

    /// <summary>Returns what is known under a name, whatever its schema.</summary>
    public ReadOnlySpan<StoredObject> Find(ReadOnlySpan<char> name) => _lookup.TryGetValue(name, out var found) ? found : [];

    /// <summary>All that is known.</summary>
    public IEnumerable<StoredObject> All => _named.Values.SelectMany(objects => objects);

    /// <summary>Whether another one says the same.</summary>
    public bool SaysTheSameAs(StoredCode other)
    {
        if (_named.Count != other._named.Count) return false;
        foreach (var known in All)
        {
            var same = false;
            foreach (var candidate in other.Find(known.Name)) same |= candidate.SaysTheSameAs(known);
            if (!same) return false;
        }

        return All.Count() == other.All.Count();
    }

    /// <summary>With what one more says; what was known of that name stays, for only the servers know what it has become.</summary>
    public StoredCode With(StoredObject known)
    {
        foreach (var former in Find(known.Name))
        {
            if (!former.IsIn(known.Schema)) continue;
            var both = known with { Reads = known.Reads ?? former.Reads, LeavesOnChange = known.LeavesOnChange || former.LeavesOnChange };
            return both.SaysTheSameAs(former) ? this : Of(All.Where(one => one != former).Append(both));
        }

        return Of(All.Append(known));
    }
}
