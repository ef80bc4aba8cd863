using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using RoutingData.Monitor.Gtids;

namespace RoutingData.Monitor.Tokens;

/// <summary>Reads what <see cref="TokenWriter"/> wrote, and nothing else: what no mark would be written as is refused.</summary>
internal ref struct TokenReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _left = bytes;

    public readonly bool IsAtEnd => _left.IsEmpty;

    public bool TryRead([NotNullWhen(true)] out FleetMark? mark)
    {
        mark = null;
        if (_left.Length < TokenWriter.FleetBytes) return false;
        var fleet = BinaryPrimitives.ReadUInt32LittleEndian(_left);
        var (count, flavor) = (_left[sizeof(uint)] >> 1, (ServerFlavor)(_left[sizeof(uint)] & 1));
        if (count is 0 or > FleetMark.MostSources) return false;
        _left = _left[TokenWriter.FleetBytes..];
        var sources = ImmutableArray.CreateBuilder<SourceMark>(count);
        for (var at = 0; at < count; at++)
        {
            if (!TryRead(out SourceMark source) || (at > 0 && sources[at - 1].Source >= source.Source)) return false;
            sources.Add(source);
        }

        mark = new FleetMark(fleet, flavor, sources.MoveToImmutable());
        return true;
    }

    private bool TryRead(out SourceMark mark)
    {
        mark = default;
        if (!TryRead(out ulong source) || _left.IsEmpty) return false;
        var count = _left[0];
        _left = _left[1..];
        if (count is 0 or > 2 || !TryRead(after: 0, least: 1, out var range)) return false;
        if (count == 1)
        {
            mark = new SourceMark(source, range);
            return true;
        }

        // Ranges that touch would be one.
        if (!TryRead(range.Last, least: 2, out var newest)) return false;
        mark = new SourceMark(source, newest, range);
        return true;
    }

    private bool TryRead(ulong after, ulong least, out GtidRange range)
    {
        range = default;
        if (!TryRead(out ulong gap) || !TryRead(out ulong length) || gap < least) return false;
        var first = after + gap;
        var last = first + length;
        if (first < after || last < first) return false;
        range = new GtidRange(first, last);
        return true;
    }

    private bool TryRead(out ulong number)
    {
        number = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (_left.IsEmpty) return false;
            var part = _left[0];
            _left = _left[1..];
            // What has no place in 64 bits, and an end that adds nothing.
            if ((shift == 63 && part > 1) || (shift > 0 && part == 0)) return false;
            number |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return true;
        }

        return false;
    }
}
