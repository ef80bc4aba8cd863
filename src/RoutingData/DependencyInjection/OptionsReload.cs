using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace RoutingData.DependencyInjection;

/// <summary>
/// Puts changed options in force. The section is followed directly, not through the options monitor, which would throw a fault of the new
/// options into the code that reloads the configuration; here the fault goes to the log and the former options stay.
/// </summary>
internal static class OptionsReload
{
    public static void Follow(RoutingDbDataSource source, IServiceProvider provider, IOptionsMonitor<RoutingOptions> monitor, string name)
    {
        var factory = provider.GetRequiredService<IOptionsFactory<RoutingOptions>>();
        foreach (var section in provider.GetServices<ReloadableSection>().Where(section => section.OptionsName == name))
            source.Own(ChangeToken.OnChange(section.Section.GetReloadToken, () => source.TryReload(() => factory.Create(name))));

        if (monitor.OnChange((options, changed) => OnChange(options, changed ?? Options.DefaultName)) is { } registration)
            source.Own(registration);

        void OnChange(RoutingOptions options, string changed)
        {
            if (changed == name) source.TryReload(() => options);
        }
    }
}
