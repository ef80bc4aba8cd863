namespace RoutingData.Statements;

/// <summary>ProxySQL's idea of characters, which is simpler than the servers'.</summary>
internal static class DigestCharacters
{
    public static bool IsInName(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '$';

    public static bool IsSpace(char c) => c is ' ' or '\t' or '\n' or '\r';

    public static bool IsArithmetic(char c) => c is '+' or '-' or '*' or '/' or '%';
}
