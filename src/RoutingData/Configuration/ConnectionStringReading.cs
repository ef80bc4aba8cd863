using System.Collections.Immutable;
using System.Data.Common;

namespace RoutingData.Configuration;

/// <summary>Reads the application's connection string keyword by keyword, so that one that is wrong does not hide the next.</summary>
internal static class ConnectionStringReading
{
    private const string Path = nameof(RoutingOptions.ConnectionString);

    /// <returns>The keywords that are right, and what is wrong with the others.</returns>
    public static (RoutingDbConnectionStringBuilder Accepted, ImmutableArray<OptionsError> Faults) Of(
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
            return (accepted, [new OptionsError(Path, "It is not a connection string: write keyword=value pairs with semicolons between, " +
                "and a value that has a semicolon in quotes.")]);
        }

        var faults = ImmutableArray.CreateBuilder<OptionsError>();
        var names = new KeywordNames();
        foreach (string keyword in plain.Keys)
        {
            var name = names.Of(keyword);
            var message = RoutingKeywords.Find(keyword) is null
                ? DriverKeywordError.Of(keyword, plain[keyword], factory, name, out var isKnown)
                : OwnFault(keyword, plain[keyword], out isKnown);
            names.Saw(keyword, isKnown);
            if (message is null) accepted[keyword] = plain[keyword];
            else faults.Add(new OptionsError(Path, message));
        }

        return (accepted, faults.ToImmutable());
    }

    private static string? OwnFault(string keyword, object value, out bool isKnown)
    {
        isKnown = true;
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
}
