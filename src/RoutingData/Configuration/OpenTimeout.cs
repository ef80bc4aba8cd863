namespace RoutingData.Configuration;

/// <summary>How long Open waits for a server that answers: <c>Connection Timeout</c>, of which ADO.NET says that 0 is no limit.</summary>
internal static class OpenTimeout
{
    /// <summary>The longest wait that every kind of wait can be given: 24 days.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(int.MaxValue);

    /// <summary>Returns how long in all, and how long while no server has ever answered.</summary>
    public static (TimeSpan InAll, TimeSpan FirstAnswer) Of(RoutingConfiguration configuration) =>
        (Of(configuration.ConnectionTimeoutSeconds), TimeSpan.FromMilliseconds(configuration.Failover.FirstAnswerTimeoutMs));

    /// <param name="seconds">As the connection string says; 0 for no limit.</param>
    public static TimeSpan Of(int seconds) =>
        seconds == 0 || seconds >= Longest.TotalSeconds ? Longest : TimeSpan.FromSeconds(seconds);
}
