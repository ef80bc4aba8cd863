using RoutingData.SimulationTests.Schedules;
using RoutingData.Testing;
using RoutingData.Testing.Simulation;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>A server outside the newest view of its group gets no statement, not even reads, from when a member of that view has said so to the monitor; nor
/// does one that has said itself that it is not online, or does not see most of its group.</summary>
internal static class NothingOutsideTheGroup
{
    // The probe's answer has to arrive.
    private static readonly TimeSpan Answer = TimeSpan.FromMilliseconds(5);

    public static IEnumerable<string> Violations(RunHistory history)
    {
        if (history.Pictures.Count == 0) yield break;
        var bound = new BoundConnections();
        for (var i = 0; i < history.Events.Count; i++)
        {
            var happened = history.Events[i];
            if (!bound.IsFree(happened) || !history.AsksForGroupAt(i)) continue;
            var reloaded = history.Reloads.Last(reload => reload.EventsBefore <= i).EventsBefore;
            if (Since(history, i, picture => picture.Ill.Contains(happened.Server)) is { } ill &&
                IsTold(history, Math.Max(ill, reloaded), i, (server, _) => server == happened.Server))
            {
                yield return $"{happened}, which had said that it is not well in its group";
            }
            else if (OutsideSince(history, happened.Server, i) is { } outside &&
                IsTold(history, Math.Max(outside, reloaded), i, (server, picture) => picture.Members.Contains(server) && !picture.Ill.Contains(server)))
            {
                yield return $"{happened}, which is outside the group's view {history.PictureAt(i)}";
            }
        }
    }

    // Where the group had lost its majority meanwhile, what was made beside it may be its successor for all that can be seen.
    private static int? OutsideSince(RunHistory history, string server, int anEvent) =>
        Since(history, anEvent, picture => picture.View is null || !picture.Members.Contains(server)) is { } since &&
        history.Pictures.Where(picture => picture.Event >= since && picture.Event <= anEvent).All(picture => picture.Picture.View is not null)
            ? since
            : null;

    // Since when, up to an event, it has been so all the time; null when it is not.
    private static int? Since(RunHistory history, int anEvent, Predicate<GroupPicture> isSo) => history.Pictures
        .TakeWhile(picture => picture.Event <= anEvent).Reverse().TakeWhile(picture => isSo(picture.Picture)).Select(picture => (int?)picture.Event).LastOrDefault();

    // Whether the monitor had an answer that was given in that time.
    private static bool IsTold(RunHistory history, int from, int to, Func<string, GroupPicture, bool> tells)
    {
        var sentAt = history.Events[to].At;
        for (var i = from; i < to; i++)
        {
            if (history.Events[i] is { Kind: SimulatedEventKind.Executed, IsUnpooled: true } probe && probe.At + Answer < sentAt &&
                probe.Text.Contains("replication_group_members", StringComparison.Ordinal) && tells(probe.Server, history.PictureAt(i)!) &&
                !Harm.WasTouched(history, probe.Server, probe.At - Answer, to))
                return true;
        }

        return false;
    }
}
