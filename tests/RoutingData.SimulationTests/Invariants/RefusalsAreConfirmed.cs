using RoutingData.SimulationTests.Schedules;
using RoutingData.Testing;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>A write that was refused as read-only is sent again only when its server has said that it is, in its last probe before or one
/// since: the error has other causes, under which it would be sent again and again (D30, D31).</summary>
internal static class RefusalsAreConfirmed
{
    private const string Refusal = "1290 for ";

    public static IEnumerable<string> Violations(RunHistory history)
    {
        for (var i = 0; i < history.Events.Count; i++)
        {
            if (history.Events[i] is not { Kind: SimulatedEventKind.Refused } refused) continue;
            if (!refused.Text.StartsWith(Refusal, StringComparison.Ordinal)) continue;
            var statement = refused.Text[Refusal.Length..];
            if (!Writes.IsWrite(statement) || SentAfter(history, i, statement) is not { } again) continue;
            if (!HasConfirmed(history, refused.Server, i, again)) yield return $"{history.Events[again]} after {refused}";
        }
    }

    private static int? SentAfter(RunHistory history, int anEvent, string statement)
    {
        for (var i = anEvent + 1; i < history.Events.Count; i++)
        {
            if (history.Events[i].Kind == SimulatedEventKind.Sent && history.Events[i].Text == statement) return i;
        }

        return null;
    }

    private static bool HasConfirmed(RunHistory history, string server, int from, int to)
    {
        while (from > 0 && !IsProbeOf(server, history.Events[from])) from--;
        return Enumerable.Range(from, to - from).Any(i =>
            IsProbeOf(server, history.Events[i]) && ReadOnlyTimes.WasReadOnly(history, server, i));
    }

    private static bool IsProbeOf(string server, SimulatedEvent happened) =>
        happened is { Kind: SimulatedEventKind.Executed, IsUnpooled: true } && !MonitorTexts.IsForPosition(happened) && happened.Server == server;
}
