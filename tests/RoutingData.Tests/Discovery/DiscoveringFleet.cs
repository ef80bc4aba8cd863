using RoutingData.Monitor;
using RoutingData.Monitor.Definitions;
using RoutingData.Monitor.Discovery;
using RoutingData.Monitor.Reports;
using RoutingData.Tests.Topology;

namespace RoutingData.Tests.Discovery;

/// <summary>
/// A fleet of a, b, c... of which some are configured, and rounds of discovery: who is named (<c>b</c>, with the identity of b; <c>b#z</c> with z's; <c>b?</c>
/// with none), and what each says that is asked, as a word of <see cref="ProbeWord"/>.
/// </summary>
internal sealed class DiscoveringFleet
{
    private readonly DiscoveryRules _rules;
    private readonly Fleet _fleet;
    private DiscoveryKnowledge _known = DiscoveryKnowledge.None;
    private TimeSpan _now = TimeSpan.FromHours(1);

    public DiscoveringFleet(string configured, string allowed = "*", int most = 16)
    {
        _rules = new DiscoveryRules
        {
            Sources = [DiscoverySource.Replicas], Allowed = AllowedHosts.Of([allowed]), Interval = TimeSpan.FromSeconds(1),
            DropAfter = TimeSpan.FromSeconds(60), MaxServers = most, Weight = 7,
        };
        _fleet = new Fleet(new TopologyDefinition
        {
            Servers = [.. configured.Select(name => new ServerDefinition(20, Fleet.Address(name)) { MaxConnections = 33, UseSsl = true })],
            ReplicationHostgroups = [new ReplicationHostgroup(10, 20)],
            Discovery = _rules,
        });
    }

    public Fleet Fleet => _fleet;

    public IReadOnlyList<string> Remarks { get; private set; } = [];

    public List<TopologyEvent> Events { get; } = [];

    /// <summary>The servers in force: <c>a bc</c>, those that are configured and those that are not.</summary>
    public string InForce => string.Join(' ', Letters(server => !server.IsDiscovered), Letters(server => server.IsDiscovered)).Trim();

    public DiscoveringFleet See(string schedule)
    {
        _fleet.See(schedule);
        return this;
    }

    public DiscoveringFleet Wait(int seconds)
    {
        _now += TimeSpan.FromSeconds(seconds);
        return this;
    }

    /// <summary>One round.</summary>
    /// <param name="named">Who is named.</param>
    /// <param name="answers">What is said by those that are asked.</param>
    /// <param name="isWhole">Whether all that were to name servers have answered.</param>
    public DiscoveringFleet Round(string named, string answers, bool isWhole = true)
    {
        var topology = _fleet.Now;
        var servers = named.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Named);
        _known = _known.After([new PairWord(0, isWhole, [.. servers])], topology, _rules, _now);
        var said = ProbeWord.Parse(answers).ToDictionary(word => word.Server, word => word.Result!);
        Assert.Equal(said.Keys.Select(server => server.Hostname).Order(), _known.Candidates.Select(candidate => candidate.Address.Hostname).Order());
        var outcome = DiscoveryStep.Judge(_known, said, topology, _rules, _now);
        Remarks = [.. _known.Remarks, .. outcome.Remarks];
        Events.AddRange(outcome.Events);
        var configured = topology.Definition.Servers.Where(server => !server.IsDiscovered);
        if (!outcome.Events.IsEmpty) _fleet.Redefine(topology.Definition with { Servers = [.. configured, .. outcome.Servers] });
        return this;
    }

    private static NamedServer Named(string word) => word[1..] switch
    {
        "?" => new NamedServer(word[..1], 0, null, "the name x"),
        ['#', var other] => new NamedServer(word[..1], 3306, ProbeWord.Identity(other), "a"),
        _ => new NamedServer(word[..1], 3306, ProbeWord.Identity(word[0]), "a"),
    };

    private string Letters(Func<ServerDefinition, bool> isMeant) =>
        string.Concat(_fleet.Now.Definition.Servers.Where(isMeant).Select(server => server.Address.Hostname).Order(StringComparer.Ordinal));
}
