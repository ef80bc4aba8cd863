using System.Collections.Immutable;
using RoutingData.Monitor;
using RoutingData.Monitor.Gtids;
using RoutingData.Monitor.Reports;
using RoutingData.Monitor.Topology;

namespace RoutingData.Tests.Topology;

/// <summary>
/// Servers a, b, c... of one or more pairs, and the observations made of them, written as a schedule (<see cref="ProbeWord"/>). A probe
/// that has set out (<c>a&gt;</c>) comes back with the next answer of its server; any other answer sets out at once before it comes.
/// </summary>
internal sealed class Fleet(TopologyDefinition definition)
{
    private readonly Dictionary<ServerAddress, long> _outstanding = [];
    private long _mark;

    public TopologySnapshot Now { get; private set; } = TopologySnapshot.Initial(definition);

    public List<TopologyEvent> Events { get; } = [];

    /// <summary>Writer, readers and servers in conflict of the first pair: <c>a|bc|d</c>.</summary>
    public string Roles => RolesOf(Now.Pairs[0].Pair);

    public string Said => string.Join(' ', Events.Select(item => $"{item.Kind}:{item.Server.Hostname}"));

    /// <summary>A fleet of one pair 10/20, its servers configured as readers.</summary>
    public static Fleet Of(string names, bool writerIsAlsoReader = true, int maxFailures = 3, int maxLag = 0) =>
        new(new TopologyDefinition
        {
            Servers = [.. names.Select(name => new ServerDefinition(20, Address(name)) { MaxReplicationLag = maxLag })],
            ReplicationHostgroups = [new ReplicationHostgroup(10, 20)],
            WriterIsAlsoReader = writerIsAlsoReader,
            MaxFailures = maxFailures,
        });

    public static ServerAddress Address(char name) => new(name.ToString(), 3306);

    public string RolesOf(ReplicationHostgroup pair) =>
        $"{Names(pair.WriterHostgroup)}|{Names(pair.ReaderHostgroup)}|" +
        Letters(Now.Servers.Where(server => server.InConflict).Select(server => server.Address));

    public string Names(int hostgroup) => Letters(Now.MembersOf(hostgroup).Select(member => member.Address));

    /// <summary>Other servers, or the same ones otherwise, from now on.</summary>
    public Fleet Redefine(TopologyDefinition definition)
    {
        Now = Now.Redefined(definition);
        return this;
    }

    public Fleet Drain(char name, bool drained = true)
    {
        var change = Now.WithDrained(Address(name), drained);
        Now = change.Next;
        Events.AddRange(change.Events);
        return this;
    }

    public Fleet Lift(PromotionNotice notice)
    {
        Now = Now.WithFenceLifted(notice).Next;
        return this;
    }

    /// <summary>The first pair's writer, a node of Galera, has applied all that its cluster has committed.</summary>
    public Fleet CatchUp()
    {
        if (Now.Pairs[0] is { Writer: { } writer, CatchesUpSince: var since }) Now = Now.WithCaughtUp(writer, since).Next;
        return this;
    }

    /// <summary>Another node has committed a write of this process.</summary>
    public Fleet AwaitCatchUp()
    {
        Now = Now.WithCatchUp(10).Next;
        return this;
    }

    /// <summary>A session's connection to an address led to another server.</summary>
    public Fleet Meet(char name, char identity)
    {
        var change = Now.WithIdentityBeside(Address(name), ProbeWord.Identity(identity));
        Now = change.Next;
        Events.AddRange(change.Events);
        return this;
    }

    /// <summary>A server answers what sessions had asked for, between two probes: its position.</summary>
    public Fleet Fetch(char name, string gtid, bool isReadOnly = false)
    {
        var executed = new GtidPosition(gtid, ServerFlavor.MariaDb);
        var fetch = new PositionFetch(
            ++_mark, new ServerPosition(executed, executed, executed, CountsWrites: true), new ReadOnlyFlags(isReadOnly, SuperReadOnly: false, InnodbReadOnly: false));
        Now = Now.With(Freshness.After(Now, Now.Layout.ServerAt(Address(name))!.Value, fetch));
        return this;
    }

    /// <summary>The moment, as a failure reported now would be marked.</summary>
    public long Mark() => ++_mark;

    public Fleet See(string schedule)
    {
        foreach (var word in ProbeWord.Parse(schedule))
        {
            if (word.Result is { } result) See(word.Server, result);
            else _outstanding[word.Server] = ++_mark;
        }

        return this;
    }

    public void See(ServerAddress server, ProbeResult result)
    {
        if (!_outstanding.Remove(server, out var begunAt)) begunAt = ++_mark;
        // A mark is as good as a moment.
        if (result is ServerReport { Executed: { IsEmpty: false } executed } report)
            result = report with { Position = new PositionFetch(begunAt, new ServerPosition(executed, executed, executed, CountsWrites: true)) };
        var change = TopologyStep.Apply(Now, new Observation(server, begunAt, ++_mark, result));
        Now = change.Next;
        Events.AddRange(change.Events);
    }

    /// <summary>Plays a story of lines <c>schedule =&gt; roles</c> and checks the roles after each.</summary>
    public void Tell(IEnumerable<string> story)
    {
        foreach (var line in story)
        {
            var schedule = line[..line.IndexOf("=>", StringComparison.Ordinal)].Trim();
            See(schedule);
            Assert.Equal(line, $"{schedule} => {Roles}");
        }
    }

    private static string Letters(IEnumerable<ServerAddress> servers) =>
        string.Concat(servers.Select(server => server.Hostname).Order(StringComparer.Ordinal));
}
