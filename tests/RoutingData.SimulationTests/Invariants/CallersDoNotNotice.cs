using RoutingData.SimulationTests.Schedules;
using RoutingData.Testing;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>What is the monitor's trouble alone, a refused login or a lost connection, is not the application's: its calls succeed, as
/// quickly as ever.</summary>
internal static class CallersDoNotNotice
{
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(1);

    public static IEnumerable<string> Violations(RunHistory history)
    {
        // Repairs count too.
        var faults = history.Events.Where(happened => happened.Kind == SimulatedEventKind.Fault).ToArray();
        if (!faults.Any(IsMonitors)) yield break;
        foreach (var call in history.Calls.Where(call => call.EventsAfter > 0 && call.EventsAfter <= history.EventsOfRouter))
        {
            if (history.WriterAt(call.EventsBefore - 1) is null) continue;
            if (faults.Any(fault => !IsMonitors(fault) && !Harm.IsSlowness(fault) && fault.At > call.BeganAt - Before && fault.At <= call.EndedAt)) continue;
            if (history.Reloads.Any(reload => reload.EventsBefore > 0 && reload.EventsBefore <= call.EventsAfter)) continue;
            if (!call.Succeeded) yield return $"only the monitor was troubled: {call}";
            else if (call.Kind != CallKind.LongRead && !faults.Any(Harm.IsSlowness) && call.EndedAt - call.BeganAt > AtOnce) yield return $"only the monitor was troubled, and it took long: {call}";
        }
    }

    private static bool IsMonitors(SimulatedEvent fault) => fault.Text is
        "monitor's connections broken" or "refuses logins of monitor" or "accepts logins of monitor";
}
