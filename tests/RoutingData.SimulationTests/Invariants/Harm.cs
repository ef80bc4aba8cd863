using RoutingData.SimulationTests.Schedules;
using RoutingData.Testing;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>What a server does not go through unharmed.</summary>
internal static class Harm
{
    // What keeps it from neither answering nor writing.
    private static readonly string[] Harmless =
    [
        "writable", "reachable", "goes on", "promoted", "next re", "statements take", "replicates", "replication", "takes 2147483647",
        "refuses writes", "accepts writes", "next lock", "next write", "hears its group", "shows its group", "does not show its group",
        "is to be the primary",
    ];

    // What stands between it and new clients, and what ends that. It can serve all the while.
    private static readonly string[] Blocks = ["refuses logins", "new connections dropped", "new connections refused", "does not resolve"];
    private static readonly string[] Cures = ["accepts logins", "new connections allowed", "resolves again"];

    // It answers, only late; the monitor's questions are not delayed.
    private const string Slow = "statements take";

    private const string MonitorBroken = "monitor's connections broken";

    /// <summary>Whether it concerns new clients, or the monitor, alone.</summary>
    public static bool IsBetween(SimulatedEvent happened) => Is(happened, Blocks) || Is(happened, Cures) ||
        happened.Text == MonitorBroken || happened.Text.StartsWith("leads to", StringComparison.Ordinal);

    /// <summary>Whether statements take longer from now on, or as long as ever.</summary>
    public static bool IsSlowness(SimulatedEvent happened) => happened.Text.StartsWith(Slow, StringComparison.Ordinal);

    public static bool IsDoneBy(SimulatedEvent happened) =>
        happened.Kind == SimulatedEventKind.Fault && !IsBetween(happened) && !Is(happened, Harmless);

    /// <summary>Whether any was done to a server after a time and before an event.</summary>
    public static bool WasDone(RunHistory history, string server, TimeSpan since, int to) =>
        history.Harms.Any(harm => harm.Event < to && harm.What.Server == server && harm.What.At > since);

    /// <summary>As <see cref="WasDone"/>, or anything else but what concerns new clients alone.</summary>
    public static bool WasTouched(RunHistory history, string server, TimeSpan since, int to) =>
        WasDone(history, server, since, to) || history.Events.Take(to).Any(happened => happened.Server == server && happened.At > since &&
            happened.Kind == SimulatedEventKind.Fault && !IsBetween(happened) && !IsSlowness(happened));

    /// <summary>All that was done, each with its place among the events: also that a server that was harmed while no new client got through
    /// stays out of reach until one does.</summary>
    public static IReadOnlyList<(int Event, SimulatedEvent What)> In(IReadOnlyList<SimulatedEvent> events)
    {
        var harms = new List<(int, SimulatedEvent)>();
        var blocked = new Dictionary<string, int>(StringComparer.Ordinal);
        var outOfReach = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < events.Count; i++)
        {
            var happened = events[i];
            if (happened.Kind != SimulatedEventKind.Fault) continue;
            var blocks = blocked.GetValueOrDefault(happened.Server);
            if (Is(happened, Blocks)) blocked[happened.Server] = blocks + 1;
            if (Is(happened, Cures)) blocked[happened.Server] = Math.Max(0, blocks - 1);
            var isHarm = IsDoneBy(happened) || (happened.Text == MonitorBroken && blocks > 0);
            if (isHarm && blocks > 0) outOfReach.Add(happened.Server);
            if (isHarm || (Is(happened, Cures) && outOfReach.Contains(happened.Server))) harms.Add((i, happened));
            if (blocked.GetValueOrDefault(happened.Server) == 0) outOfReach.Remove(happened.Server);
        }

        return harms;
    }

    private static bool Is(SimulatedEvent happened, string[] texts) =>
        texts.Any(text => happened.Text.StartsWith(text, StringComparison.Ordinal));
}
