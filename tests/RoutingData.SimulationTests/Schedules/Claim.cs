using System.Data.Common;

namespace RoutingData.SimulationTests.Schedules;

/// <summary>What an error says of the outcome: the router's own errors by their property, the driver's by what the router wrote on them.</summary>
internal static class Claim
{
    public static StatementOutcome? Of(Exception? error) => error switch
    {
        RoutingDbException routing => routing.Outcome,
        DbException when error.Data["RoutingData.Outcome"] is string known => Enum.Parse<StatementOutcome>(known),
        _ => null,
    };

    /// <summary>Whether it says that all of the work may be done again.</summary>
    public static bool IsHarmless(Exception? error) =>
        Of(error) == StatementOutcome.RolledBack || error is RoutingDbException { IsTransient: true };
}
