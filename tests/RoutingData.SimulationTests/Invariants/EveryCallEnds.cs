using RoutingData.SimulationTests.Schedules;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>No call lasts longer than what bounds it: nobody waits for ever (D38, D39).</summary>
internal static class EveryCallEnds
{
    public static IEnumerable<string> Violations(RunHistory history) => history.Calls
        .Where(call => call.EndedAt is not { } ended || ended - call.BeganAt > history.Patience * Math.Max(1, call.Numbers.Count))
        .Select(call => $"more than {history.Patience.TotalSeconds:0.0} s: {call}");
}
