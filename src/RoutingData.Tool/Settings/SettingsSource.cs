using RoutingData.ProxySql;

namespace RoutingData.Tool.Settings;

/// <summary>Where settings are.</summary>
/// <param name="Files">Files, in their order.</param>
/// <param name="Section">The section.</param>
/// <param name="User">The user that is taken of a ProxySQL's.</param>
/// <param name="ProxyPort">The port whose rules are taken of a ProxySQL's.</param>
internal sealed record SettingsSource(IReadOnlyList<string> Files, string Section, string? User, int? ProxyPort)
{
    /// <summary>How a ProxySQL's files are taken over.</summary>
    public void Configure(ProxySqlOptions options) => (options.Section, options.Username, options.ProxyPort) = (Section, User, ProxyPort);

    /// <summary>The same, for an import.</summary>
    public ProxySqlOptions ToOptions()
    {
        var options = new ProxySqlOptions();
        Configure(options);
        return options;
    }
}
