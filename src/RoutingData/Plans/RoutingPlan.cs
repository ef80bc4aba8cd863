using RoutingData.Configuration;
using RoutingData.Connecting;
using RoutingData.Routing;
using RoutingData.Rules;

namespace RoutingData.Plans;

/// <summary>
/// All that a reload replaces, in one piece. It is read once, where a statement begins, and handed down from there: a statement sees one
/// plan from its beginning to its end.
/// </summary>
/// <param name="Configuration">What the options came to.</param>
/// <param name="Rules">Its query rules.</param>
/// <param name="Router">Rules, read-only functions, and the decisions remembered under them.</param>
/// <param name="Connector">Opens connections by these settings.</param>
internal sealed record RoutingPlan(RoutingConfiguration Configuration, QueryRuleSet Rules, Router Router, BackendConnector Connector)
{
    /// <summary>Id of the hostgroup that a statement without a rule of its own is written to.</summary>
    public int WriterHostgroup => Router.Policy.WriterHostgroup;

    /// <summary>The database of a session that has chosen none.</summary>
    public string DefaultSchema => Configuration.DefaultSchema ?? "";

    /// <summary>Returns how long a statement may wait for a server: its own timeout or the configured bound, whichever is shorter.</summary>
    /// <param name="commandTimeout">Seconds; 0 sets no bound.</param>
    public TimeSpan WaitTimeoutFor(int commandTimeout)
    {
        var most = TimeSpan.FromMilliseconds(Configuration.Failover.WriterWaitTimeoutMs);
        return commandTimeout > 0 && TimeSpan.FromSeconds(commandTimeout) < most ? TimeSpan.FromSeconds(commandTimeout) : most;
    }
}
