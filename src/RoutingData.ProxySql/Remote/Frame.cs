using System.Buffers.Binary;

namespace RoutingData.ProxySql.Remote;

/// <summary>A message on the socket: its length in four bytes, and JSON.</summary>
internal static class Frame
{
    private const int Head = sizeof(int);

    /// <summary>Reads one.</summary>
    /// <param name="stream">Where from.</param>
    /// <param name="most">The most bytes that are taken.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The message; <see langword="null"/> where the other side has closed.</returns>
    /// <exception cref="InvalidDataException">It is longer, or no message at all.</exception>
    /// <exception cref="EndOfStreamException">The other side has closed within it.</exception>
    public static async ValueTask<byte[]?> ReadAsync(Stream stream, int most, CancellationToken cancellationToken)
    {
        var head = new byte[Head];
        var read = await stream.ReadAtLeastAsync(head, Head, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (read == 0) return null;
        if (read < Head) throw new EndOfStreamException();
        var content = new byte[LengthOf(head, most)];
        await stream.ReadExactlyAsync(content, cancellationToken).ConfigureAwait(false);
        return content;
    }

    /// <summary>Reads one that must come.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    public static byte[] Read(Stream stream, int most)
    {
        Span<byte> head = stackalloc byte[Head];
        stream.ReadExactly(head);
        var content = new byte[LengthOf(head, most)];
        stream.ReadExactly(content);
        return content;
    }

    /// <summary>The bytes of a message.</summary>
    public static byte[] Of(ReadOnlySpan<byte> content)
    {
        var frame = new byte[Head + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, content.Length);
        content.CopyTo(frame.AsSpan(Head));
        return frame;
    }

    private static int LengthOf(ReadOnlySpan<byte> head, int most) =>
        BinaryPrimitives.ReadInt32BigEndian(head) is var length && length >= 0 && length <= most ? length : throw new InvalidDataException($"There is no message of at most {most} bytes.");
}
