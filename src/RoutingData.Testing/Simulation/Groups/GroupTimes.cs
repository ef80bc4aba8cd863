namespace RoutingData.Testing.Simulation;

/// <summary>How long a group takes, as MySQL 9.7 does.</summary>
internal static class GroupTimes
{
    /// <summary>Until a member that is silent is called UNREACHABLE.</summary>
    public static TimeSpan Suspects { get; } = TimeSpan.FromSeconds(5);

    /// <summary>Until the others form a view without it.</summary>
    public static TimeSpan Expels { get; } = TimeSpan.FromSeconds(6);

    /// <summary>Until a member without a majority gives up (<c>group_replication_unreachable_majority_timeout</c> of four seconds).</summary>
    public static TimeSpan GivesUp { get; } = TimeSpan.FromSeconds(9);

    /// <summary>At most, until one that was expelled and hears the others again finds out.</summary>
    public static TimeSpan Learns { get; } = TimeSpan.FromSeconds(3.2);

    /// <summary>From a view with another primary until that one is writable.</summary>
    public static TimeSpan Rises { get; } = TimeSpan.FromMilliseconds(40);
}
