using System.Collections.Frozen;
using System.Globalization;
using RoutingData.Monitor.Gtids;

namespace RoutingData.Monitor.Tokens;

/// <summary>Positions of servers, as marks and against marks. Pure.</summary>
internal static class PositionMarks
{
    // Of MySQL's sources one is the writer's, and the others are former writers: enough to know the fleet by.
    private const int MostOfMySql = 3;

    /// <summary>Returns the mark of all that a writer had committed.</summary>
    /// <param name="position">Its position.</param>
    /// <param name="fleet">Whose it is.</param>
    /// <param name="identity">Who it is: server_uuid, on MariaDB server_id.</param>
    public static FleetMark Of(ServerPosition position, uint fleet, string identity)
    {
        if (position.Written.Flavor == ServerFlavor.MariaDb)
        {
            var text = position.Written.IsEmpty ? position.Applied.Text : position.Written.Text;
            return FleetMark.Of(fleet, ServerFlavor.MariaDb, OfMariaDb(text).Select(gtid => new SourceMark(gtid.Source, new GtidRange(1, gtid.Number))));
        }

        // Its own first: what it writes follows all that it had when it became the writer.
        var sources = (position.Written.BySource ?? FrozenDictionary<string, GtidRange[]>.Empty).Where(source => source.Value.Length > 0)
            .OrderByDescending(source => source.Key.StartsWith(identity, StringComparison.OrdinalIgnoreCase))
            .ThenByDescending(source => source.Value[^1].Last)
            .Take(MostOfMySql);
        return FleetMark.Of(fleet, ServerFlavor.MySql, sources.Select(source => SourceMark.Of(StableHash.Of(source.Key), source.Value)));
    }

    /// <summary>All that a MariaDB had committed, however much, for a comparison with another one of its fleet.</summary>
    public static FleetMark All(ServerPosition position) => new(
        Fleet: 0, ServerFlavor.MariaDb, [.. OfMariaDb(position.Written.Text).Select(gtid => new SourceMark(gtid.Source, new GtidRange(1, gtid.Number)))]);

    /// <summary>Whether a server has all of a mark.</summary>
    public static Holding Of(ServerPosition position, FleetMark mark)
    {
        if (position.Written.Flavor != mark.Flavor) return Holding.Unknown;
        var all = Holding.Has;
        foreach (var source in mark.Sources)
        {
            var one = mark.Flavor == ServerFlavor.MariaDb ? OfMariaDb(position, source) : OfMySql(position, source);
            if (one == Holding.Lacks) return Holding.Lacks;
            if (one == Holding.Unknown) all = Holding.Unknown;
        }

        return all;
    }

    /// <summary>Describes what of a mark a server lacks: numbers, no names.</summary>
    public static string Lack(ServerPosition position, FleetMark mark)
    {
        foreach (var source in mark.Sources)
        {
            if (Of(position, mark with { Sources = [source] }) != Holding.Lacks) continue;
            return mark.Flavor == ServerFlavor.MariaDb
                ? string.Create(CultureInfo.InvariantCulture, $"{source.Source >> 32}-{(uint)source.Source}-{source.Newest.Last} is missing")
                : string.Create(CultureInfo.InvariantCulture, $"Transaction {source.Newest.Last} of a former writer, or one before it, is missing");
        }

        return "";
    }

    /// <summary>Whether they have a source in common, as what one fleet's servers say has.</summary>
    public static bool AreRelated(ServerPosition position, FleetMark mark) =>
        position.Written.Flavor == mark.Flavor && mark.Sources.Any(source => mark.Flavor == ServerFlavor.MariaDb
            ? OfMariaDb(position.Recorded.Text).Concat(OfMariaDb(position.Applied.Text)).Any(gtid => gtid.Source == source.Source)
            : Find(position, source.Source) is not null);

    /// <summary>Whether a server numbers its own writes by a source.</summary>
    public static bool IsOwn(ulong source, ServerFlavor flavor, string identity) => flavor == ServerFlavor.MySql
        ? source == StableHash.Of(identity)
        : uint.TryParse(identity, NumberStyles.None, CultureInfo.InvariantCulture, out var server) && (uint)source == server;

    private static Holding OfMySql(ServerPosition position, SourceMark source)
    {
        if (position.Written.BySource is null) return Holding.Unknown;
        return Find(position, source.Source) is { } ranges && !GtidRanges.Missing(ranges, source.Ranges).Any() ? Holding.Has : Holding.Lacks;
    }

    private static GtidRange[]? Find(ServerPosition position, ulong source)
    {
        foreach (var (name, ranges) in position.Written.BySource ?? FrozenDictionary<string, GtidRange[]>.Empty)
        {
            if (StableHash.Of(name) == source) return ranges;
        }

        return null;
    }

    // The binary log's state names the last one of each server; what was replicated without being logged stands in the other position only.
    private static Holding OfMariaDb(ServerPosition position, SourceMark source)
    {
        var (highest, isNamed) = (0UL, false);
        var recorded = OfMariaDb(position.Recorded.Text);
        foreach (var gtid in recorded.Concat(OfMariaDb(position.Applied.Text)))
        {
            if (gtid.Source >> 32 != source.Source >> 32) continue;
            highest = Math.Max(highest, gtid.Number);
            if (gtid.Source != source.Source) continue;
            if (gtid.Number >= source.Newest.Last) return Holding.Has;
            isNamed = true;
        }

        // Numbers of a domain only rise: who has reached a lower one only has not got it. Who has passed it and does not name the server
        // may be a copy of one that had it, but not if it was logging what it replicates when it had a lower number.
        return isNamed || highest < source.Newest.Last || WasLoggingBefore(recorded, source) ? Holding.Lacks : Holding.Unknown;
    }

    // What it wrote itself it logs always: there are others' transactions too.
    private static bool WasLoggingBefore(List<(ulong Source, ulong Number)> recorded, SourceMark source)
    {
        var newest = recorded.Where(gtid => gtid.Source >> 32 == source.Source >> 32).OrderByDescending(gtid => gtid.Number).FirstOrDefault();
        return recorded.Exists(gtid => gtid.Source >> 32 == source.Source >> 32 && gtid.Source != newest.Source && gtid.Number < source.Newest.Last);
    }

    private static List<(ulong Source, ulong Number)> OfMariaDb(string text)
    {
        var gtids = new List<(ulong, ulong)>();
        Span<Range> parts = stackalloc Range[4];
        foreach (var part in text.AsSpan().Split(','))
        {
            var gtid = text.AsSpan(part).Trim();
            if (gtid.Split(parts, '-') == 3 && TryRead(gtid[parts[0]], out var domain) && TryRead(gtid[parts[1]], out var server) &&
                TryRead(gtid[parts[2]], out var number) && number > 0 && domain <= uint.MaxValue && server <= uint.MaxValue)
            {
                gtids.Add((SourceMark.SourceOf((uint)domain, (uint)server), number));
            }
        }

        return gtids;
    }

    private static bool TryRead(ReadOnlySpan<char> text, out ulong number) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
