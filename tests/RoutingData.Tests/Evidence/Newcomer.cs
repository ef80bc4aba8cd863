using RoutingData.Monitor;
using RoutingData.Tests.Topology;

namespace RoutingData.Tests.Evidence;

/// <summary>What another server that is seen writable says of itself: a row of the table of newcomers. The writer is a, the newcomer b.</summary>
/// <param name="What">In words.</param>
/// <param name="Before">What was seen before, after <c>a=w@0-1-10 b=r&lt;a@0-1-9 c=r&lt;a</c>.</param>
/// <param name="Seen">What b says now.</param>
internal sealed record Newcomer(string What, string Before, string Seen)
{
    /// <summary>Whether the application has a promotion fence.</summary>
    public bool IsFenced { get; init; }

    /// <summary>What is seen of the writer meanwhile: the columns.</summary>
    public static IReadOnlyList<(string What, string Seen)> Writers { get; } =
    [
        ("the writer answers", "a=w@0-1-10 a=w@0-1-10"), ("it refuses the monitor", "a=x a=x"), ("it missed one probe", "a=t"),
        ("it was given up", "a=t a=t a=t"), ("it is read-only", "a=r@0-1-10"),
    ];

    public static IReadOnlyList<Newcomer> All { get; } =
    [
        new("replicates from none, and has all that the writer had", "", "b=w@0-1-10"),
        new("its replication has been stopped", "", "b=w<a~0!@0-1-10"),
        new("lacks what the writer had", "", "b=w@0-1-9"),
        new("still replicates from the writer", "", "b=w<a@0-1-10"),
        new("replicates from one that replicates from the writer", "c=r<a", "b=w<c@0-1-10"),
        new("was in conflict with the writer before, and has all that it had", "b=w@0-1-10 a=w@0-1-10", "b=w@0-1-10"),
        new("was in conflict with the writer before, and lacks something", "b=w@0-1-9 a=w@0-1-10", "b=w@0-1-9"),
        new("says that it is the writer, under another address", "", "b=w@0-1-10#a"),
        new("is proven to be the writer, under another address", "a=w@0-1-10+a b=w@0-1-10#a+a", "b=w@0-1-10#a+a"),
        new("was in conflict with the writer before, and refuses the monitor now", "b=w@0-1-10 a=w@0-1-10 b=x", "b=x"),
        new("has all that the writer had, and the application has a promotion fence", "", "b=w@0-1-10") { IsFenced = true },
    ];

    /// <summary>Who writes then.</summary>
    public string Outcome((string What, string Seen) writer)
    {
        var definition = Fleet.Of("abc").Now.Definition with { PromotionFence = IsFenced ? (_, _) => Task.CompletedTask : null };
        var fleet = new Fleet(definition).See("a=w@0-1-10 b=r<a@0-1-9 c=r<a").See(Before);
        fleet.Events.Clear();
        fleet.See(writer.Seen).See(Seen).See(writer.Seen.Split(' ')[0] == "a=t" ? "" : writer.Seen).See(Seen);
        var server = fleet.Now.Find(Fleet.Address('b'))!;
        var waits = fleet.Now.FindPair(10)!.FencedFrom is not null ? ", once the fence has let it" : "";
        return fleet.Now.FindPair(10)!.Writer?.Hostname switch
        {
            "b" => $"the newcomer{waits}{(fleet.Events.Any(item => item.Kind == TopologyEventKind.WriterBehind) ? ", and an error is logged" : "")}",
            "a" => server.InConflict ? "the writer, conflict" : "the writer",
            _ => "none",
        };
    }
}
