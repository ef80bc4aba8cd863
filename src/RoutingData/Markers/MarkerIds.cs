using System.Buffers.Binary;

namespace RoutingData.Markers;

/// <summary>Makes ids of markers: each once, in all processes. Those of one data source follow each other in the table.</summary>
/// <param name="random">Where its own 96 bits come from.</param>
internal sealed class MarkerIds(Random random)
{
    private const int OwnLength = 12;

    // 48 bits: a million a second for nine years.
    private const int NumberLength = 6;

    // Drawn with the first marker: what leaves none makes no other use of the random numbers than before.
    private readonly Lazy<byte[]> _own = new(() => OwnOf(random));
    private long _last;

    /// <summary>The next one: 36 hexadecimal digits.</summary>
    public string Next()
    {
        Span<byte> bytes = stackalloc byte[OwnLength + sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes[OwnLength..], Interlocked.Increment(ref _last) << (8 * (sizeof(long) - NumberLength)));
        _own.Value.CopyTo(bytes);
        return Convert.ToHexStringLower(bytes[..(OwnLength + NumberLength)]);
    }

    private static byte[] OwnOf(Random random)
    {
        var own = new byte[OwnLength];
        random.NextBytes(own);
        return own;
    }
}
