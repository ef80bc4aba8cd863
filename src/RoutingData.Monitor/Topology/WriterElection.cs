using System.Collections.Immutable;

namespace RoutingData.Monitor.Topology;

/// <summary>
/// Who writes in one pair after one observation. The writer keeps its role until it is seen read-only, until another server is seen
/// writable while the writer does not answer, or until as many probes failed as it takes: not knowing is not a demotion.
/// A second writable server gets nothing while the first one answers.
/// </summary>
internal sealed class WriterElection(
    TopologyLayout layout, int index, PairState pair, PairFreshness known, ImmutableArray<ServerState> servers, ServerAddress observed, long epoch)
{
    private readonly ReadOnlyCheck _check = pair.Pair.Check;
    private ImmutableHashSet<ServerAddress> _conflicts = pair.Conflicts;

    public PairState Run(ImmutableArray<TopologyEvent>.Builder events)
    {
        if (!_conflicts.IsEmpty) EndConflicts(events);
        var members = layout.CandidatesOf(index).Select(server => servers[server]).ToImmutableArray();
        // A server with two addresses has one say.
        if (members.Any(server => server.AliasOf is not null)) members = members.RemoveAll(server => !IsCounted(server));
        var writable = members.Where(server => server.IsHeard && MayWrite(server)).ToImmutableArray();

        var next = pair.Writer is { } address
            ? KeepOrReplace(Find(address), writable, members, events)
            : Elect(writable, members, events);
        var isUnsettled = next.Unsettled || (pair.Pair.AsksForGroup && members.Any(server => GroupStanding.IsAwaited(pair, server)));
        return ReferenceEquals(next.Conflicts, _conflicts) && next.Unsettled == isUnsettled
            ? next
            : next with { Conflicts = _conflicts, Unsettled = isUnsettled };
    }

    private PairState KeepOrReplace(
        ServerState writer, ImmutableArray<ServerState> writable, ImmutableArray<ServerState> members,
        ImmutableArray<TopologyEvent>.Builder events)
    {
        if (writer.IsHeard && !MayWrite(writer))
        {
            events.Add(Event(TopologyEventKind.WriterDemoted, writer.Address, writer.IsWritable(_check)
                ? $"{writer.Address} is not what its group calls the primary"
                : $"{writer.Address} is read-only now"));
            return Elect(writable, members, events, Without(writer));
        }

        // That it does not answer is no proof; that its group goes on without it is.
        if (!writer.IsHeard && pair.Group is { } group && (!group.Has(writer.Identity) || group.HasOtherPrimary(writer.Identity)))
        {
            events.Add(Event(TopologyEventKind.WriterDemoted, writer.Address, $"{writer.Address} does not answer, and its group goes on without it"));
            return Elect(writable, members, events, Without(writer));
        }

        var newcomers = writable.Remove(writer);
        if (!writer.IsHeard)
        {
            var fresh = newcomers.RemoveAll(server => IsInConflict(server) || WriterEvidence.FollowsUnheard(server, members));
            if (fresh.Length == 1 || ChooseConfirmed(fresh, members) is not null)
            {
                if (writer.Answers) events.Add(Event(TopologyEventKind.WriterDemoted, writer.Address, Unheard(writer)));
                return Elect(fresh, members, events, Without(writer));
            }

            if (writer.Health != ServerHealth.Shunned) return pair with { Interrupted = true };

            events.Add(Event(
                TopologyEventKind.WriterLost, writer.Address, $"{writer.Address} does not answer and no other server is writable"));
            return Elect(newcomers, members, events, Without(writer) with { Interrupted = true });
        }

        if (newcomers.IsEmpty) return pair with { Unsettled = false, Interrupted = pair.Interrupted && !AreKnownSince(writer, members) };
        if (newcomers.All(IsInConflict) && !pair.Interrupted) return pair with { Unsettled = false };
        if (!AreConfirmed(writable)) return pair with { Unsettled = true };

        if (pair.Interrupted && WriterEvidence.Choose(writable, members) is { } real && real != writer &&
            !WriterEvidence.FollowsUnheard(real, members))
        {
            return Elected(
                real, writable, "the servers follow it, or it has executed all that the others have",
                events, pair with { Unsettled = false });
        }

        foreach (var newcomer in newcomers) DeclareConflict(newcomer, writer.Address, events);
        return pair with { Unsettled = false };
    }

    private PairState Elect(
        ImmutableArray<ServerState> writable, ImmutableArray<ServerState> members,
        ImmutableArray<TopologyEvent>.Builder events, PairState? without = null)
    {
        var current = without ?? pair;

        // At the start no server is elected before all have been asked once: the first writable server need not be the right one.
        if (current.LastWriter is null && members.Any(server => server.ProbedAt == 0)) return current;

        // Nor is a replica of one that may be the right one, and has only not answered yet.
        var candidates = writable.RemoveAll(server => WriterEvidence.FollowsUnheard(server, members));
        switch (candidates)
        {
            case []:
                return current;
            case [var only] when writable.Length == 1:
                return MayTakeOver(only, members) ? Elected(only, writable, "it is the only writable server", events, current) : current;
            default:
                if (!AreConfirmed(writable)) return current;
                if (WriterEvidence.Choose(candidates, members) is { } real && MayTakeOver(real, members))
                {
                    return Elected(real, writable, "the servers follow it, or it has executed all that the others have", events, current);
                }

                foreach (var server in writable) DeclareConflict(server, null, events);
                return current;
        }
    }

    // After a conflict it may write only if nothing that others may have acknowledged can be missing here. With no other left, a person has
    // decided.
    private bool MayTakeOver(ServerState server, ImmutableArray<ServerState> members)
    {
        if (!IsInConflict(server)) return true;
        IEnumerable<ServerAddress> others = pair.LastWriter is { } last && last != server.Address
            ? [last]
            : _conflicts.Where(address => address != server.Address);
        return WriterEvidence.IsFollowed(server, members) ||
            others.All(other => WriterEvidence.HasAllOf(server, Find(other)) && LackOf(server, other) is null);
    }

    private PairState Elected(
        ServerState winner, ImmutableArray<ServerState> writable, string why,
        ImmutableArray<TopologyEvent>.Builder events, PairState current)
    {
        _conflicts = _conflicts.Remove(winner.Address);
        events.Add(Event(
            TopologyEventKind.WriterElected, winner.Address,
            $"{winner.Address} is the writer of hostgroup {pair.Pair.WriterHostgroup}: {why}"));
        foreach (var other in writable.Where(server => server.Address != winner.Address)) DeclareConflict(other, winner.Address, events);
        if (current.LastWriter is { } last && last != winner.Address && LackOf(winner, last) is { } lack)
        {
            events.Add(Event(
                TopologyEventKind.WriterBehind, winner.Address,
                $"{winner.Address} became the writer without having all that {last} had executed: " +
                $"{lack}. Acknowledged writes may be lost. " +
                $"Save what is left of {last} before it is made a replica"));
        }

        return current with
        {
            Writer = winner.Address,
            LastWriter = winner.Address,
            FormerWriter = current.LastWriter == winner.Address ? null : current.LastWriter,
            FencedFrom = layout.Definition.FencesPromotions && ReplacedBy(winner, current) is { } former && !Aliases.AreOne(Find(former), winner)
                ? former
                : null,
            Since = epoch,
            // A writer that is back after it was lost may have been replaced meanwhile.
            Interrupted = current.Interrupted && current.LastWriter == winner.Address,
            Unsettled = false,
        };
    }

    /// <summary>Returns the server whose place a winner takes, for the fence: one that was not lifted is owed still, whichever server is elected next.</summary>
    public static ServerAddress? ReplacedBy(ServerState winner, PairState current) =>
        current.FencedFrom is { } owed && owed != winner.Address ? owed : current.LastWriter;

    // What sessions had asked for last is newer than the last probe.
    private string? LackOf(ServerState winner, ServerAddress last)
    {
        var former = known.Writer == last && known.Trail is { } trail ? trail.Newest.Position : Find(last).Report?.Position?.Position;
        return former is not null && winner.Report?.Position is { } fetch ? LostTransactions.Of(fetch.Position, winner.Identity, former) : null;
    }

    private PairState Without(ServerState writer) =>
        pair with { Writer = null, LastWriter = writer.Address, Since = epoch, Unsettled = false };

    private void DeclareConflict(ServerState server, ServerAddress? writer, ImmutableArray<TopologyEvent>.Builder events)
    {
        if (IsInConflict(server)) return;
        _conflicts = _conflicts.Add(server.Address);
        events.Add(Event(TopologyEventKind.Conflict, server.Address, writer is { } address
            ? $"{server.Address} is writable beside the writer {address}: it gets no statement. Set read_only=1 on the one that is wrong"
            : $"{server.Address} is one of several writable servers and nothing tells which is right: writes are refused. " +
                "Set read_only=1 on all but one"));
    }

    private void EndConflicts(ImmutableArray<TopologyEvent>.Builder events)
    {
        foreach (var address in _conflicts)
        {
            var server = Find(address);
            if (!IsCounted(server)) EndConflict(address, $"{address} is the same server as {server.AliasOf}", events);
            else if (address == observed && server.IsHeard && !MayWrite(server)) EndConflict(address, $"{address} is read-only again", events);
        }
    }

    private void EndConflict(ServerAddress address, string reason, ImmutableArray<TopologyEvent>.Builder events)
    {
        _conflicts = _conflicts.Remove(address);
        events.Add(Event(TopologyEventKind.ConflictEnded, address, reason));
    }

    private bool MayWrite(ServerState server) => server.IsWritable(_check) && GroupStanding.IsBelieved(pair, server);

    private bool IsCounted(ServerState server) =>
        server.AliasOf is not { } serving || !layout.CandidatesOf(index).Contains(layout.ServerAt(serving)!.Value);

    private static string Unheard(ServerState writer) =>
        $"{writer.Address} refuses the monitor, so that its read_only is not known, and another server is writable";

    // An answer may be older than another server's promotion: only probes begun since can distinguish a conflict from a role change.
    private static bool AreConfirmed(ImmutableArray<ServerState> writable) =>
        writable.All(server => writable.All(other =>
            other == server || (server.ProbedAt > other.WritableSince && !Aliases.AreUnproven(server, other))));

    private static bool AreKnownSince(ServerState writer, ImmutableArray<ServerState> members) =>
        members.All(server => server == writer || (server.IsHeard && server.ProbedAt > writer.WritableSince));

    private static ServerState? ChooseConfirmed(ImmutableArray<ServerState> writable, ImmutableArray<ServerState> members) =>
        writable.Length > 1 && AreConfirmed(writable) ? WriterEvidence.Choose(writable, members) : null;

    private ServerState Find(ServerAddress address) => servers[layout.ServerAt(address)!.Value];

    private bool IsInConflict(ServerState server) => _conflicts.Contains(server.Address);

    private TopologyEvent Event(TopologyEventKind kind, ServerAddress server, string reason) =>
        new(kind, server, pair.Pair.WriterHostgroup, epoch, reason);
}
