using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace RoutingData.Configuration;

/// <summary>Fills options from a section of the application's configuration.</summary>
internal static partial class RoutingOptionsBinder
{
    /// <exception cref="InvalidOperationException">
    /// A value has the wrong type, or a key is no setting: a misspelled one would otherwise be ignored and the default used.
    /// </exception>
    public static void Bind(IConfiguration section, RoutingOptions options)
    {
        try
        {
            new ConfigurationBuilder()
                .AddInMemoryCollection(ProxySqlSpelling.Plain(section))
                .Build()
                .Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException exception) when (exception.InnerException is not null)
        {
            // The binder's own words repeat the value, which may be a misplaced password; and so do those inside.
            var said = WrongType().Match(exception.Message);
            throw new InvalidOperationException(said.Success
                ? $"{said.Groups["path"]} has a value that is not of type {said.Groups["type"]}."
                : "A value of the section is of the wrong type.");
        }
    }

    // "Failed to convert configuration value 'x' at 'Servers:0:Port' to type 'System.Int32'."; the value may have quotes of its own.
    [GeneratedRegex(@"'(?<path>[^']*)'[^']*'(?<type>[^']*)'\.?$", RegexOptions.RightToLeft | RegexOptions.CultureInvariant)]
    private static partial Regex WrongType();
}
