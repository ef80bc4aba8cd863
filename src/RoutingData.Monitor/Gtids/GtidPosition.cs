using System.Collections.Frozen;
using System.Globalization;

namespace RoutingData.Monitor.Gtids;

/// <summary>What a server has executed. The text is read at most once, when it is first compared.</summary>
internal sealed class GtidPosition(string text, ServerFlavor flavor)
{
    // Longer than the sets of a fleet in order.
    private const int Long = 1000;

    private readonly Lazy<FrozenDictionary<string, GtidRange[]>?> _ranges = new(() => GtidReader.Read(text, flavor));

    /// <summary>As the server wrote it; empty where there are no GTIDs.</summary>
    public string Text => text;

    /// <summary>The flavor whose form it has.</summary>
    public ServerFlavor Flavor => flavor;

    /// <summary>Its ranges by source; null when the text cannot be read.</summary>
    public FrozenDictionary<string, GtidRange[]>? BySource => _ranges.Value;

    /// <summary>Whether the server named none.</summary>
    public bool IsEmpty => text.Length == 0;

    /// <summary>The position a server has reported: the former one, with what has been read of it, while it says the same.</summary>
    public static GtidPosition Of(string text, ServerFlavor flavor, GtidPosition? former) =>
        former is not null && former.Flavor == flavor && former.Text == text ? former : new GtidPosition(text, flavor);

    /// <summary>Whether everything in <paramref name="inner"/> is in <paramref name="outer"/> too; false when either cannot be read.</summary>
    public static bool Contains(string outer, string inner, ServerFlavor flavor) =>
        new GtidPosition(outer, flavor).Contains(new GtidPosition(inner, flavor));

    /// <summary>Whether it has everything that <paramref name="other"/> has; false when either cannot be read, or they are of different
    /// flavors.</summary>
    public bool Contains(GtidPosition other) =>
        flavor == other.Flavor && BySource is { } own && other.BySource is { } wanted && !Missing(own, wanted).Any();

    /// <summary>Whether they have a source in common, as servers of one fleet do; true also where either names none that can be
    /// read.</summary>
    public bool IsRelatedTo(GtidPosition other) =>
        BySource is not { Count: > 0 } own || other.BySource is not { Count: > 0 } others || others.Keys.Any(own.ContainsKey);

    /// <summary>Reads a long text now: the thread that compares it may hold a lock.</summary>
    public void Prepare()
    {
        if (text.Length > Long) _ = BySource;
    }

    /// <summary>Returns what <paramref name="other"/> has beyond it, in a few words whatever the sets' size.</summary>
    public string Lack(GtidPosition other)
    {
        if (flavor != other.Flavor || BySource is not { } own || other.BySource is not { } wanted) return "what is missing cannot be told";
        var missing = Missing(own, wanted).ToArray();
        var count = missing.Aggregate((UInt128)0, (sum, lack) => sum + lack.Range.Count);
        return missing is [var first, ..]
            ? string.Create(CultureInfo.InvariantCulture, $"{count} transactions are missing, the first of them {first.Source}:{first.Range}")
            : "nothing is missing";
    }


    private static IEnumerable<(string Source, GtidRange Range)> Missing(
        FrozenDictionary<string, GtidRange[]> own, FrozenDictionary<string, GtidRange[]> wanted) =>
        wanted.SelectMany(source => GtidRanges.Missing(own.TryGetValue(source.Key, out var held) ? held : [], source.Value)
            .Select(range => (source.Key, range)));
}
