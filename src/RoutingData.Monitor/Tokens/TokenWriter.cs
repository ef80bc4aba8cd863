using System.Buffers.Binary;

namespace RoutingData.Monitor.Tokens;

/// <summary>Writes marks as bytes: numbers in groups of seven bits, ranges by their distances.</summary>
internal ref struct TokenWriter(Span<byte> bytes)
{
    /// <summary>What a fleet takes beside its sources, at most.</summary>
    public const int FleetBytes = 5;

    /// <summary>What a source takes, at most: five numbers and how many ranges.</summary>
    public const int SourceBytes = (5 * 10) + 1;

    private readonly Span<byte> _bytes = bytes;

    public int Written { get; private set; }

    public void Write(FleetMark mark)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes[Written..], mark.Fleet);
        Written += sizeof(uint);
        _bytes[Written++] = (byte)((mark.Sources.Length << 1) | (int)mark.Flavor);
        foreach (var source in mark.Sources)
        {
            Write(source.Source);
            _bytes[Written++] = source.HasBefore ? (byte)2 : (byte)1;
            var last = 0UL;
            foreach (var range in source.Ranges)
            {
                Write(range.First - last);
                Write(range.Last - range.First);
                last = range.Last;
            }
        }
    }

    private void Write(ulong number)
    {
        for (; number >= 0x80; number >>= 7) _bytes[Written++] = (byte)(number | 0x80);
        _bytes[Written++] = (byte)number;
    }
}
