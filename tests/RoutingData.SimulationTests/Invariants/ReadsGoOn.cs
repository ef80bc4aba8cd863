using RoutingData.SimulationTests.Schedules;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>Reads outside transactions do not fail.</summary>
internal static class ReadsGoOn
{
    public static IEnumerable<string> Violations(RunHistory history) => history.Calls
        .Where(call => call is { Kind: CallKind.Read, Error: not (null or RoutingDbException { SessionStateLost: true }) })
        .Select(call => $"{call}");
}
