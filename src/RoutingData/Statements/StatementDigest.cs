using System.Buffers;

namespace RoutingData.Statements;

/// <summary>
/// The digest text that ProxySQL would show and match for a statement (lib/c_tokenizer.cpp, release 2.6 and later, default
/// settings): no comments, single blanks, ? for literals, long lists cut to (?,?,?,...). Its oddities are kept, since users match
/// digests with patterns; one is not: literals inside <c>/*! */</c> become ? too, because digests end up in logs.
/// </summary>
internal static class StatementDigest
{
    /// <summary>mysql-query_digests_max_digest_length, in characters.</summary>
    private const int LongestDigest = 2048;

    public static string Of(string commandText)
    {
        var source = ArrayPool<char>.Shared.Rent(commandText.Length + 1);
        var target = ArrayPool<char>.Shared.Rent(commandText.Length + 1);
        try
        {
            var length = DigestLiterals.Replace(commandText, source);
            length = DigestSpacing.Remove(source.AsSpan(0, length), target);
            length = DigestLists.Shorten(target.AsSpan(0, length), source);
            length = DigestRows.Shorten(source.AsSpan(0, length), target);
            ReadOnlySpan<char> digest = target.AsSpan(0, Math.Min(length, LongestDigest));
            return digest.TrimEnd(" ;").ToString();
        }
        finally
        {
            ArrayPool<char>.Shared.Return(source);
            ArrayPool<char>.Shared.Return(target);
        }
    }
}
