using RoutingData.SimulationTests.Schedules;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>Closed sessions have returned every connection they rented, and a pool every place; a data source that is gone leaves nothing open.</summary>
internal static class NothingLeaked
{
    public static IEnumerable<string> Violations(RunHistory history)
    {
        if (history.RentedAtEnd != 0) yield return $"{history.RentedAtEnd} connections were not returned";
        if (history.OpenAtEnd != 0) yield return $"{history.OpenAtEnd} connections outlived the data source";
        if (history.AfterPeace is { } error) yield return $"a peaceful end: {error}";
    }
}
