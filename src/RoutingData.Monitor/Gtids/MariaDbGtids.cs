using System.Globalization;

namespace RoutingData.Monitor.Gtids;

/// <summary>
/// MariaDB's lists of GTIDs, <c>domain-server-sequence</c>, compared by all three. Domain and sequence alone would be a lie after a failover
/// that lost writes: 0-2-6 has not got 0-1-4.
/// </summary>
internal static class MariaDbGtids
{
    /// <summary>Whether of each GTID in <paramref name="written"/> there is one of the same domain and server in <paramref name="applied"/> that is
    /// as new; false when either cannot be read. Allocates nothing.</summary>
    public static bool Contains(ReadOnlySpan<char> applied, ReadOnlySpan<char> written)
    {
        foreach (var part in written.Split(','))
        {
            var wanted = written[part].Trim();
            if (!wanted.IsEmpty && !HasOne(applied, wanted)) return false;
        }

        return true;
    }

    /// <summary>Returns a position with what a server wrote itself, where that is not the last one of its domain. The same text where nothing is missing.</summary>
    /// <param name="position">Of each domain the last GTID.</param>
    /// <param name="state">Of each domain and server the last GTID.</param>
    /// <param name="serverId">The server's own id.</param>
    public static string WithOwn(string position, string state, string serverId)
    {
        var all = position;
        foreach (var part in state.AsSpan().Split(','))
        {
            var gtid = state.AsSpan(part).Trim();
            if (!TryRead(gtid, out var origin, out _) || !IsOf(origin, serverId) || HasOne(position, gtid)) continue;
            all = With(all, gtid, origin);
        }

        return all;
    }

    /// <summary>Returns a position with the GTIDs of another one that are the last of their domain. The same text where nothing is missing.</summary>
    /// <param name="position">Of each domain the last GTID.</param>
    /// <param name="other">The same.</param>
    public static string WithLater(string position, string other)
    {
        var all = position;
        foreach (var part in other.AsSpan().Split(','))
        {
            var gtid = other.AsSpan(part).Trim();
            if (!TryRead(gtid, out var origin, out var sequence) || IsReached(position, origin, sequence)) continue;
            all = With(all, gtid, origin);
        }

        return all;
    }

    // In place of the one of the same server in that domain: a server answers for one variable after the other, and writes meanwhile.
    private static string With(string position, ReadOnlySpan<char> gtid, ReadOnlySpan<char> origin)
    {
        var others = "";
        foreach (var part in position.AsSpan().Split(','))
        {
            var other = position.AsSpan(part).Trim();
            if (TryRead(other, out var of, out _) && !of.SequenceEqual(origin)) others = $"{others}{other},";
        }

        return $"{others}{gtid}";
    }

    // Whichever server wrote it: of one domain a position names one GTID.
    private static bool IsReached(ReadOnlySpan<char> position, ReadOnlySpan<char> wanted, ulong sequence)
    {
        foreach (var part in position.Split(','))
        {
            if (TryRead(position[part].Trim(), out var origin, out var reached) && reached >= sequence &&
                origin[..origin.IndexOf('-')].SequenceEqual(wanted[..wanted.IndexOf('-')]))
                return true;
        }

        return false;
    }

    private static bool IsOf(ReadOnlySpan<char> origin, string serverId) => origin[(origin.IndexOf('-') + 1)..].SequenceEqual(serverId);

    private static bool HasOne(ReadOnlySpan<char> applied, ReadOnlySpan<char> wanted)
    {
        if (!TryRead(wanted, out var origin, out var sequence)) return false;
        foreach (var part in applied.Split(','))
        {
            if (TryRead(applied[part].Trim(), out var of, out var reached) && reached >= sequence && of.SequenceEqual(origin)) return true;
        }

        return false;
    }

    private static bool TryRead(ReadOnlySpan<char> gtid, out ReadOnlySpan<char> origin, out ulong sequence)
    {
        var dash = gtid.LastIndexOf('-');
        origin = dash < 0 ? default : gtid[..dash];
        sequence = 0;
        return origin.Contains('-') && ulong.TryParse(gtid[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out sequence);
    }
}
