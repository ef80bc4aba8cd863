namespace RoutingData.Statements;

/// <summary>LIKE as the servers match names: % for any characters, _ for one, a backslash before one that stands for itself.</summary>
internal static class LikePattern
{
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        var (at, retry, from) = (0, -1, 0);
        for (var i = 0; ;)
        {
            var isEscaped = at + 1 < pattern.Length && pattern[at] == '\\';
            if (at < pattern.Length && pattern[at] == '%')
            {
                (retry, from) = (++at, i);
            }
            else if (i == name.Length)
            {
                return at == pattern.Length;
            }
            else if (at < pattern.Length && (isEscaped ? Same(pattern[at + 1], name[i]) : pattern[at] == '_' || Same(pattern[at], name[i])))
            {
                at += isEscaped ? 2 : 1;
                i++;
            }
            else if (retry < 0)
            {
                return false;
            }
            else
            {
                (at, i) = (retry, ++from);
            }
        }
    }

    private static bool Same(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
