using System.Collections.Immutable;
using System.Data.Common;
using RoutingData.Statements;

namespace RoutingData.Configuration;

/// <summary>Reads the application's connection string keyword by keyword, so that one that is wrong does not hide the next.</summary>
internal static class ConnectionStringReading
{
    private const string Path = nameof(RoutingOptions.ConnectionString);

    /// <returns>The keywords that are right, and what is wrong with the others.</returns>
    public static (RoutingDbConnectionStringBuilder Accepted, ImmutableArray<OptionsFault> Faults) Of(
        string? text, DbProviderFactory factory)
    {
        var accepted = new RoutingDbConnectionStringBuilder();
        var plain = new DbConnectionStringBuilder();
        try
        {
            plain.ConnectionString = text;
        }
        catch (ArgumentException)
        {
            return (accepted, [new OptionsFault(Path, "It is not a connection string: write keyword=value pairs with semicolons between, " +
                "and a value that has a semicolon in quotes.")]);
        }

        var faults = ImmutableArray.CreateBuilder<OptionsFault>();
        foreach (string keyword in plain.Keys)
        {
            var message = RoutingKeywords.Find(keyword) is null
                ? DriverFault(keyword, plain[keyword], factory)
                : OwnFault(keyword, plain[keyword]);
            if (message is null) accepted[keyword] = plain[keyword];
            else faults.Add(new OptionsFault(Path, message));
        }

        return (accepted, faults.ToImmutable());
    }

    private static string? OwnFault(string keyword, object value)
    {
        try
        {
            _ = new RoutingDbConnectionStringBuilder { [keyword] = value };
            return null;
        }
        catch (ArgumentException e)
        {
            return e.Message;
        }
    }

    // What the driver says about a keyword may repeat its value, so it is not passed on.
    private static string? DriverFault(string keyword, object value, DbProviderFactory factory)
    {
        try
        {
            var builder = factory.CreateConnectionStringBuilder() ?? new DbConnectionStringBuilder();
            builder[keyword] = value;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException or NotSupportedException)
        {
            var driver = factory.GetType().Assembly.GetName().Name;
            return $"{driver} does not know the keyword '{keyword}', or not with this value: see its list of connection options.";
        }

        if (IsUnreadableCharset(keyword, value))
        {
            return $"'{keyword}' names a character set in which a quote or a backslash may be half of another character, so that RoutingData " +
                "cannot tell what a statement says: remove it, or write utf8mb4.";
        }

        return ManyServers(keyword, value)
            ? $"'{keyword}' lets the driver choose the server, which is RoutingData's to choose: remove it, and list the servers in Server."
            : null;
    }

    private static bool IsUnreadableCharset(string keyword, object value) =>
        keyword.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant() is "CHARSET" or "CHARACTERSET" &&
        $"{value}" is { Length: > 0 } charset && !ClientCharset.KeepsAscii(charset);

    private static bool ManyServers(string keyword, object value) =>
        (keyword.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant(), $"{value}".ToUpperInvariant()) switch
        {
            ("REPLICATION" or "DNS-SRV" or "DNSSRV", not ("FALSE" or "NO" or "0")) => true,
            ("SERVERREDIRECTIONMODE", not ("DISABLED" or "0")) => true,
            _ => false,
        };
}
