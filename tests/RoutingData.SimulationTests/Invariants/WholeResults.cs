using RoutingData.SimulationTests.Schedules;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>A result is whole, or there is an error: no row is skipped, no value is another row's, and no result ends early as if that were
/// its end.</summary>
internal static class WholeResults
{
    public static IEnumerable<string> Violations(RunHistory history) =>
        history.Calls.Where(call => call.Torn is not null).Select(call => $"{call.Torn}: {call}");
}
