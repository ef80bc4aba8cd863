using RoutingData.SimulationTests.Schedules;
using RoutingData.Testing;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>What the router costs a server is bounded, whatever happens: connects, questions and refused logins of the monitor, and connects
/// of all.</summary>
internal static class BoundedLoad
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    // Probes at the failover interval of 50 ms, and those that failures of sessions ask for.
    private const int Questions = 60;
    private const int Connects = 30;
    private const int ConnectsOfAll = 100;
    // More would lock an account.
    private const int RefusedLogins = 4;

    // Of positions, while sessions write.
    private const int QuestionsForPositions = 100;

    // When there has been no writer for long.
    private const int QuestionsAtNight = 5;

    public static IEnumerable<string> Violations(RunHistory history) => [.. ByDay(history), .. AtNight(history)];

    private static IEnumerable<string> ByDay(RunHistory history)
    {
        var connecting = history.Events.Where(happened => happened.Kind == SimulatedEventKind.Connecting).ToArray();
        foreach (var server in connecting.GroupBy(happened => happened.Server))
        {
            if (IsMoreThan(ConnectsOfAll, server) is { } all)
                yield return $"more than {ConnectsOfAll} connections were asked of {server.Key} within a second until {all}";
        }

        // The monitor watches each name by itself, and may be told that two lead to one server only by asking both.
        var monitors = connecting.Where(happened => happened.IsUnpooled).ToLookup(happened => (happened.Server, happened.Text));
        foreach (var name in monitors)
        {
            if (IsMoreThan(Connects, name) is { } at)
                yield return $"the monitor connected to {name.Key} more than {Connects} times within a second until {at}";
        }

        var nameOf = monitors.SelectMany(name => name).Where(happened => happened.Connection != 0)
            .ToDictionary(happened => happened.Connection, happened => (happened.Server, happened.Text));
        foreach (var server in history.Events.Where(happened => happened is { Kind: SimulatedEventKind.Sent, IsUnpooled: true })
            .GroupBy(happened => nameOf[happened.Connection]))
        {
            if (IsMoreThan(Questions, server.Where(sent => !MonitorTexts.IsForPosition(sent))) is { } at)
                yield return $"the monitor asked {server.Key} more than {Questions} times within a second until {at}";
            if (IsMoreThan(QuestionsForPositions, server.Where(MonitorTexts.IsForPosition)) is { } full)
                yield return $"the monitor asked {server.Key} for its position more than {QuestionsForPositions} times within a second until {full}";
        }

        foreach (var server in history.Events.Where(IsRefusedLogin).GroupBy(happened => happened.Server))
        {
            if (IsMoreThan(RefusedLogins, server) is { } at)
                yield return $"{server.Key} refused the monitor's login more than {RefusedLogins} times within a second until {at}";
        }
    }

    private static IEnumerable<string> AtNight(RunHistory history)
    {
        if (history.EndOfNight is not { } end) yield break;
        var begin = end - (RunHistory.Night / 3);
        var asked = history.Events.Where(happened => happened is { Kind: SimulatedEventKind.Sent, IsUnpooled: true } && happened.At > begin && happened.At < end);
        foreach (var server in asked.GroupBy(happened => happened.Server))
        {
            if (server.Count() > QuestionsAtNight * (end - begin).TotalSeconds)
                yield return $"with no writer for a minute the monitor asked {server.Key} {server.Count()} times in {(end - begin).TotalSeconds:0} s";
        }
    }

    private static bool IsRefusedLogin(SimulatedEvent happened) =>
        happened is { Kind: SimulatedEventKind.Refused, IsUnpooled: true, Text: "1045 at login" };

    // The end of the first second in which there were more.
    private static TimeSpan? IsMoreThan(int most, IEnumerable<SimulatedEvent> happened)
    {
        var within = new Queue<TimeSpan>();
        foreach (var item in happened)
        {
            within.Enqueue(item.At);
            while (within.Peek() <= item.At - Second) within.Dequeue();
            if (within.Count > most) return item.At;
        }

        return null;
    }
}
