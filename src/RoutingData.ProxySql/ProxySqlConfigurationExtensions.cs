using System.Collections.Immutable;
using RoutingData.ProxySql;

namespace Microsoft.Extensions.Configuration;

/// <summary>Adds a ProxySQL's configuration to an application's.</summary>
public static class ProxySqlConfigurationExtensions
{
    /// <summary>
    /// Adds a configuration file of ProxySQL's, whose servers, hostgroups, users, rules and variables become the section <c>RoutingData</c>. The file
    /// is read when the configuration is built.
    /// </summary>
    /// <param name="builder">The configuration.</param>
    /// <param name="path">The file, such as <c>proxysql.cnf</c>; relative to the configuration's base path.</param>
    /// <param name="configure">Sets how it is taken over.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ProxySqlFormatException">The file cannot be understood; thrown when the configuration is built.</exception>
    public static IConfigurationBuilder AddProxySqlFile(this IConfigurationBuilder builder, string path, Action<ProxySqlOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var options = new ProxySqlOptions();
        configure?.Invoke(options);
        return builder.Add(new ProxySqlConfigurationSource([new ProxySqlInput(ProxySqlInputKind.File, path)], options));
    }

    /// <summary>
    /// Adds statements of ProxySQL's admin interface. They run on what the last <see cref="AddProxySqlFile"/> or script for the same section has
    /// configured, as they would in ProxySQL.
    /// </summary>
    /// <param name="builder">The configuration.</param>
    /// <param name="path">The file with the statements, such as <c>setup.sql</c>; relative to the configuration's base path.</param>
    /// <param name="configure">Sets how they are taken over; where there is a file before, that one's options are set further.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ProxySqlFormatException">A statement cannot be understood; thrown when the configuration is built.</exception>
    public static IConfigurationBuilder AddProxySqlAdminScript(this IConfigurationBuilder builder, string path, Action<ProxySqlOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var input = new ProxySqlInput(ProxySqlInputKind.AdminScript, path);
        var options = new ProxySqlOptions();
        configure?.Invoke(options);
        for (var i = builder.Sources.Count - 1; i >= 0; i--)
        {
            if (builder.Sources[i] is not ProxySqlConfigurationSource before || before.Options.Section != options.Section) continue;
            configure?.Invoke(before.Options);
            builder.Sources[i] = new ProxySqlConfigurationSource(before.Inputs.Add(input), before.Options);
            return builder;
        }

        return builder.Add(new ProxySqlConfigurationSource([input], options));
    }

    /// <summary>Gets what was not taken over as it stood, with the reasons, for logs and checks.</summary>
    /// <param name="configuration">The built configuration.</param>
    /// <returns>The warnings of all files and scripts of ProxySQL's in it; none of them repeats a value.</returns>
    public static ImmutableArray<ProxySqlWarning> GetProxySqlWarnings(this IConfigurationRoot configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return [.. configuration.Providers.OfType<ProxySqlConfigurationProvider>().SelectMany(provider => provider.Warnings)];
    }
}
