using RoutingData.Monitor;
using RoutingData.SimulationTests.Schedules;
using RoutingData.Testing;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>A promoted server gets no write before the fence in force has let it through, whatever options came and went meanwhile (D38).</summary>
internal static class FenceInForce
{
    public static IEnumerable<string> Violations(RunHistory history)
    {
        if (history.Reloads.All(reload => reload.Fence == 0)) yield break;
        var bound = new BoundConnections();
        for (var i = 0; i < history.Events.Count; i++)
        {
            var happened = history.Events[i];
            if (!bound.IsFree(happened) || !Writes.IsWrite(happened.Text) || PromotionOf(history, happened.Server, i) is not { } promotion)
                continue;
            var fences = InForce(history, promotion.EventsBefore, i).ToArray();
            if (fences.Contains(0) || fences.Any(fence => HasLifted(history, fence, promotion, i))) continue;
            yield return $"{happened} before fence {string.Join(" or ", fences)} had been called: {promotion.Change.Reason}";
        }
    }

    // The election that made a server the writer in another one's place, or once more while its fence was not lifted.
    private static Belief? PromotionOf(RunHistory history, string server, int anEvent)
    {
        Belief? former = null;
        Belief? promotion = null;
        foreach (var belief in history.Beliefs)
        {
            if (belief.EventsBefore > anEvent) break;
            if (belief.Change.Kind != TopologyEventKind.WriterElected) continue;
            var isOwed = promotion is not null && !IsLifted(history, promotion, belief.EventsBefore);
            promotion = former is not null && (former.Server != belief.Server || isOwed) ? belief : null;
            former = belief;
        }

        return promotion?.Server == server ? promotion : null;
    }

    private static bool IsLifted(RunHistory history, Belief promotion, int anEvent) =>
        InForce(history, promotion.EventsBefore, anEvent).Any(fence => fence == 0 || HasLifted(history, fence, promotion, anEvent));

    private static IEnumerable<int> InForce(RunHistory history, int from, int to)
    {
        for (var i = 0; i < history.Reloads.Count; i++)
        {
            var until = i + 1 < history.Reloads.Count ? history.Reloads[i + 1].EventsBefore : int.MaxValue;
            if (history.Reloads[i].EventsBefore <= to && until >= from) yield return history.Reloads[i].Fence;
        }
    }

    private static bool HasLifted(RunHistory history, int fence, Belief promotion, int anEvent) => history.Fences.Any(call =>
        call.Fence == fence && call.Writer == promotion.Server && call.EventsBefore >= promotion.EventsBefore - 1 && call.LiftedAt <= anEvent);
}
