using System.Collections.Frozen;
using System.Globalization;

namespace RoutingData.Testing.Replication;

/// <summary>A MariaDB GTID position: the last sequence number of each replication domain, from text such as <c>0-1-42,1-3-7</c>.</summary>
internal sealed class GtidPosition
{
    private readonly FrozenDictionary<uint, ulong> _sequences;

    private GtidPosition(FrozenDictionary<uint, ulong> sequences) => _sequences = sequences;

    public static GtidPosition Parse(string text) => new(
        text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(gtid => gtid.Split('-'))
            .ToFrozenDictionary(
                parts => uint.Parse(parts[0], CultureInfo.InvariantCulture),
                parts => ulong.Parse(parts[2], CultureInfo.InvariantCulture)));

    /// <summary>Whether this position has anything that the other lacks.</summary>
    public bool IsAheadOf(GtidPosition other) =>
        _sequences.Any(domain => domain.Value > other._sequences.GetValueOrDefault(domain.Key));
}
