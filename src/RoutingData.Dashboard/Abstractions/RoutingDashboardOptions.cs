namespace RoutingData.Dashboard;

/// <summary>Who may see the dashboard, who may act on it, and what is on it.</summary>
public sealed class RoutingDashboardOptions
{
    /// <summary>The authorization policy of all that the dashboard answers.</summary>
    /// <value>The default is <see langword="null"/>: in Development every caller sees it; elsewhere it is not there.</value>
    public string? Policy { get; set; }

    /// <summary>The authorization policy of drain, restore and reset, asked for beside <see cref="Policy"/>.</summary>
    /// <value>The default is <see langword="null"/>: in Development, where <see cref="Policy"/> is null too, every caller may; elsewhere no caller may.</value>
    public string? ActionPolicy { get; set; }

    /// <summary>The application's name at the top of the page.</summary>
    /// <value>The default is <see langword="null"/>: the host's <c>ApplicationName</c>.</value>
    public string? Title { get; set; }

    /// <summary>Links at the top of the page, to other instances first of all: each shows what its own process sees.</summary>
    public IList<RoutingDashboardLink> Links { get; } = [];
}
