using System.Data.Common;
using RoutingData.Statements;

namespace RoutingData.Configuration;

/// <summary>What is wrong with one of the driver's keywords. What the driver itself says may repeat the value, so it is not passed on.</summary>
internal static class DriverKeywordError
{
    /// <param name="keyword">The keyword.</param>
    /// <param name="value">Its value.</param>
    /// <param name="factory">The driver.</param>
    /// <param name="unknownName">What to call it if the driver does not know it.</param>
    /// <param name="isKnown">Whether it does.</param>
    /// <returns>Null when nothing is wrong.</returns>
    public static string? Of(string keyword, object value, DbProviderFactory factory, string unknownName, out bool isKnown)
    {
        var builder = factory.CreateConnectionStringBuilder() ?? new DbConnectionStringBuilder();
        object? taken;
        try
        {
            builder[keyword] = value;
            isKnown = true;
            taken = builder[keyword];
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException or NotSupportedException)
        {
            var driver = factory.GetType().Assembly.GetName().Name;
            isKnown = IsKnown(keyword, factory);
            return isKnown && IsOtherProtocol(keyword, value) ? OnlyTcp(keyword)
                : isKnown ? $"{driver} does not know this value of '{keyword}': see its list of connection options."
                : $"{driver} does not know {unknownName}: see its list of connection options.";
        }

        return IsOtherProtocol(keyword, value) ? OnlyTcp(keyword)
            : ManyServers(keyword, value)
                ? $"'{keyword}' lets the driver choose the server, which is RoutingData's to choose: remove it, and list the servers in Server."
            : IsUnreadableCharset(keyword, value)
                ? $"'{keyword}' names a character set in which a quote or a backslash may be half of another character, so that RoutingData " +
                    "cannot tell what a statement says: remove it, or write utf8mb4."
            : DriverNumbers.FaultOf(keyword, value, taken);
    }

    // Drivers' own builders answer for each keyword they know.
    private static bool IsKnown(string keyword, DbProviderFactory factory)
    {
        try
        {
            _ = factory.CreateConnectionStringBuilder()?[keyword];
            return true;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return e is NotSupportedException;
        }
    }

    private static string OnlyTcp(string keyword) => $"'{keyword}' asks for another way than TCP: remove it. {ServerList.OnlyTcp}";

    private static bool IsOtherProtocol(string keyword, object value) => DriverKeywords.Plain(keyword) is "protocol" or "connectionprotocol"
        && $"{value}".Trim().ToUpperInvariant() is not ("SOCKETS" or "SOCKET" or "TCP");

    private static bool IsUnreadableCharset(string keyword, object value) =>
        DriverKeywords.Plain(keyword) is "charset" or "characterset" && $"{value}" is { Length: > 0 } charset && !ClientCharset.KeepsAscii(charset);

    private static bool ManyServers(string keyword, object value) =>
        (keyword.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant(), $"{value}".ToUpperInvariant()) switch
        {
            ("REPLICATION" or "DNS-SRV" or "DNSSRV", not ("FALSE" or "NO" or "0")) => true,
            ("SERVERREDIRECTIONMODE", not ("DISABLED" or "0")) => true,
            _ => false,
        };
}
