namespace RoutingData.ProxySql;

/// <summary>How a ProxySQL's configuration is taken over.</summary>
public sealed class ProxySqlOptions
{
    /// <summary>The section of the application's configuration that the settings go to.</summary>
    /// <value>The default is <c>RoutingData</c>.</value>
    public string Section { get; set; } = "RoutingData";

    /// <summary>The user of <c>mysql_users</c> that the data source logs in as.</summary>
    /// <value>The default is <see langword="null"/>: the first active one.</value>
    public string? Username { get; set; }

    /// <summary>The port of ProxySQL's that the application has connected to until now: rules with this <c>proxy_port</c> are taken over.</summary>
    /// <value>The default is <see langword="null"/>: rules with a <c>proxy_port</c> are left out, and reported.</value>
    public int? ProxyPort { get; set; }

    /// <summary>Whether the settings follow changes of the files, and of those that they include.</summary>
    /// <value>The default is <see langword="false"/>. A file that cannot be understood then leaves the former settings as they are.</value>
    public bool ReloadOnChange { get; set; }

    /// <summary>Called when a changed file cannot be read or understood, on a thread of the file watcher's.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    public Action<Exception>? ReloadRefused { get; set; }

    /// <summary>Whether digests of rules are RoutingData's, as in its own admin interface.</summary>
    internal bool HasOwnDigests { get; init; }
}
