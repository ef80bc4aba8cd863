using System.Text;

namespace RoutingData.Statements;

/// <summary>
/// The character set that a server reads text in, as a SET names it. A driver goes on sending UTF-8, which looks otherwise in another one; in
/// some, a quote or a backslash may be the second half of a character.
/// </summary>
internal static class ClientCharset
{
    private static readonly string[] Utf8 = ["utf8", "utf8mb3", "utf8mb4"];

    // No byte of a longer character is an ASCII one.
    private static readonly string[] OthersThatKeepAscii =
    [
        "ascii", "binary", "latin1", "latin2", "latin5", "latin7", "cp1250", "cp1251", "cp1256", "cp1257", "cp850", "cp852", "cp866",
        "koi8r", "koi8u", "greek", "hebrew", "macce", "macroman", "dec8", "hp8", "armscii8", "geostd8", "keybcs2", "tis620", "ujis",
        "eucjpms", "euckr", "gb2312",
    ];

    public static bool IsUtf8(ReadOnlySpan<char> name) => Contains(Utf8, name);

    /// <summary>Whether quotes and backslashes end where they do in ASCII; false for what is not known.</summary>
    public static bool KeepsAscii(ReadOnlySpan<char> name) => IsUtf8(name) || Contains(OthersThatKeepAscii, name);

    private static bool Contains(string[] names, ReadOnlySpan<char> name)
    {
        foreach (var known in names)
        {
            if (Ascii.EqualsIgnoreCase(known, name))
                return true;
        }

        return false;
    }
}
