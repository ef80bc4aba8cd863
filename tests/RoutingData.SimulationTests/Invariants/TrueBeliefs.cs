using RoutingData.SimulationTests.Schedules;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>After each call, what the server knows of transaction, autocommit and database is among what the session holds for possible.</summary>
internal static class TrueBeliefs
{
    public static IEnumerable<string> Violations(RunHistory history) =>
        history.Calls.Where(call => call.Misbelief is not null).Select(call => $"{call.Misbelief}: after {call}");
}
