namespace RoutingData.Failover;

/// <summary>Where a driver's exception carries what the router knows of the outcome, as the name of a <see cref="StatementOutcome"/>.</summary>
internal static class KnownOutcome
{
    public const string Key = "RoutingData.Outcome";
}
