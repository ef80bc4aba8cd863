using System.Collections.Immutable;
using RoutingData.Monitor.Definitions;
using RoutingData.Monitor.Reports;
using RoutingData.Monitor.Topology;

namespace RoutingData.Monitor.Discovery;

/// <summary>What is known from the word of others alone: who was named, and when last. Pure.</summary>
/// <param name="Candidates">The servers to be asked who they are.</param>
/// <param name="LastNamed">When each server that was discovered was named last.</param>
/// <param name="Remarks">What is worth a log line of the last round.</param>
internal sealed record DiscoveryKnowledge(
    ImmutableArray<Candidate> Candidates, ImmutableDictionary<ServerAddress, TimeSpan> LastNamed, ImmutableArray<string> Remarks)
{
    private const int LongestHost = 64;

    /// <summary>No question has been asked yet.</summary>
    public static DiscoveryKnowledge None { get; } = new([], ImmutableDictionary<ServerAddress, TimeSpan>.Empty, []);

    /// <summary>Returns what is known after a round of questions.</summary>
    /// <param name="words">The answers.</param>
    /// <param name="topology">What is in force.</param>
    /// <param name="rules">What may be discovered.</param>
    /// <param name="now">The moment, on any clock that does not go back.</param>
    public DiscoveryKnowledge After(IReadOnlyCollection<PairWord> words, TopologySnapshot topology, DiscoveryRules rules, TimeSpan now)
    {
        var candidates = new OrderedDictionary<ServerAddress, Candidate>();
        var named = new HashSet<ServerAddress>();
        var remarks = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var word in words)
        {
            foreach (var server in word.Servers) Hear(server, word.Pair);
        }

        var whole = words.Where(word => word.IsWhole).Select(word => word.Pair).ToHashSet();
        var lastNamed = LastNamed;
        foreach (var server in topology.Layout.Discovered)
        {
            // Where not all have answered, that it was not named says nothing.
            var isMissed = topology.Layout.PairsOf(topology.Layout.ServerAt(server)!.Value).All(whole.Contains) && !named.Contains(server);
            if (!isMissed || !lastNamed.ContainsKey(server)) lastNamed = lastNamed.SetItem(server, now);
        }

        lastNamed = lastNamed.RemoveRange(lastNamed.Keys.Where(server => !topology.Layout.Discovered.Contains(server)));
        return new DiscoveryKnowledge([.. candidates.Values], lastNamed, [.. remarks]);

        void Hear(NamedServer server, int pair)
        {
            var port = server.Port == 0 ? PortOf(topology, pair) : server.Port;
            if (InForce(topology, new ServerAddress(server.Host, port), server.Identity) is { } known)
            {
                named.Add(known);
            }
            else if (server.Host.Length == 0)
            {
                remarks.Add($"{server.By} names server {server.Identity} without a host: set report_host on it");
            }
            else if (rules.Allowed.Admit(server.Host, port) is not { } address)
            {
                remarks.Add($"{server.By} names {Shown(server.Host)}, port {port}, which Discovery:AllowedHosts does not allow: nothing connects to it");
            }
            else if (InForce(topology, address, server.Identity) is { } same)
            {
                named.Add(same);
            }
            else if (candidates.Count < rules.MaxServers || candidates.ContainsKey(address))
            {
                candidates.TryAdd(address, new Candidate(address, pair, server.Identity, server.By));
            }
            else
            {
                remarks.Add($"{server.By} names more than {rules.MaxServers} servers that are not in force: the rest is left out (Discovery:MaxServers)");
            }
        }
    }

    // A server that answers under another name than it is configured with is not asked again.
    private static ServerAddress? InForce(TopologySnapshot topology, ServerAddress address, string? identity)
    {
        if (topology.Find(address) is not null) return address;
        foreach (var server in topology.Servers)
        {
            if (identity is not null && string.Equals(server.Identity, identity, StringComparison.OrdinalIgnoreCase)) return server.Address;
        }

        return null;
    }

    private static int PortOf(TopologySnapshot topology, int pair) => topology.Definition.TemplateOf(topology.Pairs[pair].Pair)?.Address.Port ?? ServerAddress.DefaultPort;

    private static string Shown(string host) => string.Concat(host.Where(character => !char.IsControl(character)).Take(LongestHost));
}
