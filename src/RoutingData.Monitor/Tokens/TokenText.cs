using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Collections.Immutable;

namespace RoutingData.Monitor.Tokens;

/// <summary>
/// Marks as text and back: a version, the marks, two bytes that distinguish a token from noise, all in base64url. One text for one value. What comes
/// from outside is bounded before it is looked at, and never thrown at.
/// </summary>
internal static class TokenText
{
    /// <summary>No token is longer, whatever it holds; as a rule it has 20 to 60 characters.</summary>
    public const int MostCharacters = 1664;

    private const byte Version = 1;
    private const int CheckBytes = 2;
    private const int LeastBytes = 1 + CheckBytes;
    private const int MostBytes = LeastBytes + (FleetMarks.MostFleets * (TokenWriter.FleetBytes + (FleetMark.MostSources * TokenWriter.SourceBytes)));

    private static readonly SearchValues<char> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>Returns the text of marks; empty for none.</summary>
    public static string Encode(ImmutableArray<FleetMark> marks)
    {
        if (marks.IsEmpty) return "";
        Span<byte> bytes = stackalloc byte[MostBytes];
        bytes[0] = Version;
        var writer = new TokenWriter(bytes[1..]);
        foreach (var mark in marks) writer.Write(mark);
        var length = 1 + writer.Written;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[length..], Check(bytes[..length]));
        return Base64Url.EncodeToString(bytes[..(length + CheckBytes)]);
    }

    /// <summary>Returns the marks of a text; false when it is none of this version, or none at all.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, out ImmutableArray<FleetMark> marks)
    {
        marks = [];
        if (text.IsEmpty) return true;
        if (text.Length > MostCharacters || text.ContainsAnyExcept(Alphabet)) return false;
        Span<byte> bytes = stackalloc byte[MostBytes + 1];
        if (Base64Url.DecodeFromChars(text, bytes, out _, out var length) != OperationStatus.Done) return false;
        if (length <= LeastBytes || bytes[0] != Version) return false;
        var end = length - CheckBytes;
        if (BinaryPrimitives.ReadUInt16LittleEndian(bytes[end..]) != Check(bytes[..end])) return false;
        if (!TryRead(bytes[1..end], out var read)) return false;
        // One text for one value: bits that say nothing are not there.
        if (!text.SequenceEqual(Base64Url.EncodeToString(bytes[..length]))) return false;
        marks = read;
        return true;
    }

    private static bool TryRead(ReadOnlySpan<byte> bytes, out ImmutableArray<FleetMark> marks)
    {
        var found = ImmutableArray.CreateBuilder<FleetMark>();
        var reader = new TokenReader(bytes);
        while (!reader.IsAtEnd)
        {
            if (found.Count == FleetMarks.MostFleets || !reader.TryRead(out var mark) || (found.Count > 0 && found[^1].Key >= mark.Key))
            {
                marks = [];
                return false;
            }

            found.Add(mark);
        }

        marks = found.ToImmutable();
        return true;
    }

    private static ushort Check(ReadOnlySpan<byte> bytes) => (ushort)StableHash.Of(bytes);
}
