using RoutingData.SimulationTests.Schedules;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>Some time after the last fault the router sees every server as it is.</summary>
internal static class Settled
{
    public static IEnumerable<string> Violations(RunHistory history) => history.Unsettled is { } fault ? [fault] : [];
}
