using System.Collections.Immutable;
using RoutingData.Monitor.Reports;

namespace RoutingData.Monitor.Topology;

/// <summary>
/// Addresses that lead to one server. That two say they are the same is no proof: a server id is easily given twice, and so is a copied data
/// directory's uuid. Proof is a lock that the monitor holds through the one address and finds through the other (<see cref="LockSighting"/>).
/// Of the addresses of one server one serves: the writer's if it answers, else the first one configured that does.
/// </summary>
internal static class Aliases
{
    /// <summary>The servers after one of them was observed; the same array while nothing changes.</summary>
    public static ImmutableArray<ServerState> After(
        ImmutableArray<ServerState> servers, int observed, ImmutableArray<PairState> pairs)
    {
        if (!Concerns(servers, observed)) return servers;
        return Linked(servers, index => SameAs(servers, index), pairs);
    }

    /// <summary>Returns the servers under another configuration: what was proven of addresses that stay is known still, and none refers to one that went.</summary>
    public static ImmutableArray<ServerState> Redefined(ImmutableArray<ServerState> servers, ImmutableArray<PairState> pairs)
    {
        if (servers.All(server => server is { SameAs: null, AliasOf: null })) return servers;
        return Linked(servers, SameAsBefore, pairs);

        ServerAddress? SameAsBefore(int index)
        {
            for (var earlier = 0; earlier < index; earlier++)
            {
                if (AreOne(servers[earlier], servers[index])) return servers[earlier].Address;
            }

            return null;
        }
    }

    private static ImmutableArray<ServerState> Linked(
        ImmutableArray<ServerState> servers, Func<int, ServerAddress?> sameAs, ImmutableArray<PairState> pairs)
    {
        ImmutableArray<ServerState>.Builder? next = null;
        for (var index = 0; index < servers.Length; index++) Put(index, sameAs(index), servers[index].AliasOf);
        for (var index = 0; index < servers.Length; index++) Put(index, Now(index).SameAs, AliasOf(index));
        return next?.MoveToImmutable() ?? servers;

        ServerState Now(int index) => next is null ? servers[index] : next[index];

        void Put(int index, ServerAddress? same, ServerAddress? aliasOf)
        {
            if (Now(index).SameAs == same && Now(index).AliasOf == aliasOf) return;
            next ??= servers.ToBuilder();
            next[index] = next[index] with { SameAs = same, AliasOf = aliasOf };
        }

        ServerAddress? AliasOf(int index)
        {
            if (Now(index).SameAs is not { } first && !IsFirst(index)) return null;
            var group = Enumerable.Range(0, servers.Length).Where(other => AreOne(Now(other), Now(index))).ToArray();
            var serving = group.Cast<int?>().FirstOrDefault(other => IsHeardWriter(other!.Value))
                ?? group.Cast<int?>().FirstOrDefault(other => servers[other!.Value].IsHeard) ?? group[0];
            return serving == index ? null : servers[serving].Address;
        }

        bool IsFirst(int index) => Enumerable.Range(0, servers.Length).Any(other => Now(other).SameAs == servers[index].Address);

        bool IsHeardWriter(int index) =>
            servers[index].IsHeard && pairs.Any(pair => pair.Writer == servers[index].Address);
    }

    /// <summary>Returns the address through which to look whether a server is the same as another one that says so; null when none does.</summary>
    public static ServerAddress? TwinOf(ImmutableArray<ServerState> servers, ServerState server)
    {
        if (server.Identity is null) return null;
        ServerState? first = null;
        foreach (var other in servers)
        {
            if (other.Identity != server.Identity) continue;
            first ??= other;
            if (other.Address != server.Address) return first.Address;
        }

        return null;
    }

    /// <summary>Whether two addresses have been proven to lead to one server.</summary>
    public static bool AreOne(ServerState left, ServerState right) =>
        left.Address == right.Address || left.SameAs == right.Address || right.SameAs == left.Address ||
        (left.SameAs is { } same && same == right.SameAs);

    /// <summary>Whether two servers say that they are the same, and it is not known yet whether they are.</summary>
    public static bool AreUnproven(ServerState left, ServerState right)
    {
        if (left.Identity is null || left.Identity != right.Identity || AreOne(left, right)) return false;
        return !IsRefuted(left, right) && !IsRefuted(right, left);
    }

    /// <summary>Adds the events of them.</summary>
    public static void Note(
        ImmutableArray<ServerState> before, ImmutableArray<ServerState> after, long epoch, ImmutableArray<TopologyEvent>.Builder events)
    {
        for (var index = 0; index < before.Length; index++)
        {
            var (former, now) = (before[index].SameAs, after[index].SameAs);
            if (former == now) continue;
            var address = after[index].Address;
            var serving = after[index].AliasOf ?? address;
            events.Add(now is { } same
                ? new TopologyEvent(TopologyEventKind.Alias, address, null, epoch,
                    $"{address} and {same} are one server ({after[index].Identity}): {serving} serves, " +
                    "the other gets nothing of its own. Keep one of the two in the configuration")
                : new TopologyEvent(TopologyEventKind.AliasEnded, address, null, epoch,
                    $"{address} and {former} are two servers now"));
        }
    }

    // At rest no two say that they are the same, and none has been found to be.
    private static bool Concerns(ImmutableArray<ServerState> servers, int observed)
    {
        var identity = servers[observed].Identity;
        for (var index = 0; index < servers.Length; index++)
        {
            if (servers[index].SameAs is not null || servers[index].AliasOf is not null) return true;
            if (index != observed && identity is not null && servers[index].Identity == identity) return true;
        }

        return false;
    }

    // The first one configured that says it is the same, once that is proven; then for as long as both say so.
    private static ServerAddress? SameAs(ImmutableArray<ServerState> servers, int index)
    {
        var server = servers[index];
        if (server.Identity is null) return null;
        for (var earlier = 0; earlier < index; earlier++)
        {
            var other = servers[earlier];
            if (other.Identity != server.Identity) continue;
            return server.SameAs == other.Address || IsProven(server, other) ? other.Address : null;
        }

        return null;
    }

    // Only this monitor, through that address, can hold a lock of that name.
    private static bool IsProven(ServerState server, ServerState other) =>
        server.Report?.Lock is { Found: true } sighting && sighting.Of == other.Address;

    // It was looked for after the other address had taken it, and was not there; or it cannot be taken at all.
    private static bool IsRefuted(ServerState server, ServerState other)
    {
        if (other.Report?.Lock is not { } held || held.Of != other.Address) return false;
        if (!held.Found) return true;
        return server.Report?.Lock is { Found: false } sighting && sighting.Of == other.Address && server.ProbedAt > other.LockedAt;
    }
}
