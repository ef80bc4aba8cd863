using RoutingData.Monitor;

namespace RoutingData.Failover;

/// <summary>Where a driver's exception carries what the router knows of the outcome, as the name of a <see cref="StatementOutcome"/>.</summary>
internal static class KnownOutcome
{
    public const string Key = "RoutingData.Outcome";

    /// <summary>A connect has failed: the statement that it was for was not sent.</summary>
    public static void NotSent(Exception exception, ServerAddress server, int hostgroup)
    {
        exception.Data["RoutingData.Server"] = server.ToString();
        exception.Data["RoutingData.Hostgroup"] = hostgroup;
        exception.Data[Key] = nameof(StatementOutcome.NotExecuted);
    }
}
