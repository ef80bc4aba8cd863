using System.Data.Common;
using RoutingData.SimulationTests.Schedules;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>What a call throws is a database exception, the driver's or the router's: nothing of the router's own workings comes out (D32).</summary>
internal static class ErrorsForCallers
{
    public static IEnumerable<string> Violations(RunHistory history) => history.Calls
        .Where(call => call.Error is not (null or DbException))
        .Select(call => $"{call}");
}
