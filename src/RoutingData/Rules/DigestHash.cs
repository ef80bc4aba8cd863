using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RoutingData.Rules;

/// <summary>
/// The short name of a digest text, as rules (<c>digest</c>) and statistics write it: <c>0x</c> and sixteen hexadecimal digits. Not the
/// number ProxySQL computes: its digest texts differ in detail, so its numbers could never be carried over.
/// </summary>
internal static class DigestHash
{
    public static ulong Of(string digestText)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(digestText), hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }

    public static string Format(ulong hash) => string.Create(CultureInfo.InvariantCulture, $"0x{hash:X16}");

    public static bool TryParse(string text, out ulong hash)
    {
        hash = 0;
        return text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) &&
            ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out hash);
    }
}
