using System.Collections.Immutable;

namespace RoutingData.Testing.Simulation;

/// <summary>What the primary of a group commits, once most members have received it; and what becomes of commits while there is no majority.</summary>
internal sealed class GroupCommits(SimulatedCluster cluster, Random random)
{
    private readonly List<HeldCommit> _held = [];
    private List<LoggedTransaction>? _passed;

    /// <summary>Keeps a statement that would commit, if its server has no majority.</summary>
    /// <returns>Whether it is kept: then it is told later what comes of it.</returns>
    public bool TryHold(SimulatedMember member, ServerSession session, string text, Func<List<StatementResult>> run, Action<List<StatementResult>> tell)
    {
        if (!member.Takes || member.HasMajority || session.Server.AnswerTo(text) is not null) return false;
        try
        {
            var isOpen = session.Transaction is not null || !session.Autocommit;
            if (!CommitForecast.Of(session.Server.Parse(text), isOpen, session.Transaction is { Changes.Count: > 0 })) return false;
        }
        catch (SimulatedDbException)
        {
            return false;
        }

        _held.Add(new HeldCommit(session.Server, random.Next(3) == 0, run, tell));
        return true;
    }

    /// <summary>Whether a commit cannot be agreed on.</summary>
    public bool Refuses(SimulatedServer server, SimulatedMember member, IReadOnlyList<Change> changes, ServerSession session)
    {
        if (member.View is null || member.HasMajority) return false;
        if (_passed is { } passed)
        {
            var transaction = server.Log.Next(changes);
            passed.Add(transaction);
            cluster.Record(SimulatedEventKind.Committed, server, session.Id, $"{changes.Count} changes, by the others", transaction);
        }

        return true;
    }

    /// <summary>Brings a commit to the other members that hear of it.</summary>
    public void Deliver(SimulatedMember member, LoggedTransaction transaction)
    {
        if (!member.Takes) return;
        foreach (var other in member.View!.Members.Where(other => other != member.Server && !member.Silent.ContainsKey(other))) Deliver(cluster.Servers[other - 1], transaction);
    }

    /// <summary>Lets the members that go on without a server commit what it had sent them.</summary>
    public void Pass(SimulatedServer lost, ImmutableArray<SimulatedServer> others)
    {
        foreach (var held in _held.Where(held => held.Server == lost && held is { IsThere: true, WasSent: true, Results: null }))
        {
            _passed = [];
            held.Results = held.Run();
            foreach (var transaction in _passed)
            {
                foreach (var other in others) Deliver(other, transaction);
            }

            _passed = null;
        }
    }

    /// <summary>Answers all that waits on a server that has given up: 3100, whatever the others have committed.</summary>
    public void Fail(SimulatedServer server)
    {
        foreach (var held in Taken(held => held.Server == server).Where(held => held.IsThere)) held.Tell(held.Results ?? held.Run());
    }

    /// <summary>Runs what has waited for a majority that is there again, and forgets what was lost with its server.</summary>
    public void Release(Func<SimulatedServer, SimulatedMember> member)
    {
        _ = Taken(held => !held.IsThere);
        foreach (var held in Taken(held => member(held.Server) is { IsAwake: true, HasMajority: true })) held.Tell(held.Results ?? held.Run());
    }

    /// <summary>Lets members that hear each other have all that any of them has.</summary>
    public void Synchronise(ImmutableArray<SimulatedServer> together)
    {
        var all = together.SelectMany(Known).Distinct(ReferenceEqualityComparer.Instance).Cast<LoggedTransaction>().OrderBy(transaction => transaction.Sequence).ToArray();
        foreach (var server in together)
        {
            var known = Known(server).ToHashSet(ReferenceEqualityComparer.Instance);
            foreach (var transaction in all.Where(transaction => !known.Contains(transaction))) Deliver(server, transaction);
        }
    }

    /// <summary>Takes from a server what no member of a group has.</summary>
    public void Clone(SimulatedServer server, ImmutableArray<SimulatedMember> together)
    {
        var known = together.SelectMany(member => Known(cluster.Servers[member.Server - 1])).ToHashSet(ReferenceEqualityComparer.Instance);
        server.Replication.Forget();
        foreach (var lost in server.Log.CutTo(known.Contains))
            cluster.Record(SimulatedEventKind.Discarded, server, 0, $"{lost.Changes.Length} changes", lost);
    }

    private static IEnumerable<LoggedTransaction> Known(SimulatedServer server) => server.Log.Transactions.Concat(server.Replication.Received);

    private void Deliver(SimulatedServer server, LoggedTransaction transaction) =>
        server.Replication.Receive(transaction, TimeSpan.FromMicroseconds(random.Next(100, 3000)));

    private HeldCommit[] Taken(Predicate<HeldCommit> which)
    {
        var taken = _held.FindAll(which).ToArray();
        _held.RemoveAll(which);
        return taken;
    }
}
