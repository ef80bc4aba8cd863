using Microsoft.Extensions.Configuration;

namespace RoutingData.Configuration;

/// <summary>Fills options from a section of the application's configuration.</summary>
internal static class RoutingOptionsBinder
{
    /// <exception cref="InvalidOperationException">
    /// The section has a key that is no setting (a misspelled one would otherwise be a default nobody notices), or a value of the wrong type.
    /// </exception>
    public static void Bind(IConfiguration section, RoutingOptions options) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(ProxySqlSpelling.Plain(section))
            .Build()
            .Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
}
