using Microsoft.Extensions.Configuration;

namespace RoutingData.Configuration;

/// <summary>Fills options from a section of the application's configuration.</summary>
internal static class RoutingOptionsBinder
{
    /// <exception cref="InvalidOperationException">
    /// A value has the wrong type, or a key is no setting: a misspelled one would otherwise be a default that nobody notices.
    /// </exception>
    public static void Bind(IConfiguration section, RoutingOptions options) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(ProxySqlSpelling.Plain(section))
            .Build()
            .Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
}
