using RoutingData.Monitor;

namespace RoutingData.Dashboard.Facts;

/// <summary>What each server was, and since when: for a day, and so many changes at most. One thread at a time.</summary>
internal sealed class RoleHistory
{
    private const int Most = 200;
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    private readonly Dictionary<ServerAddress, List<RoleSpan>> _lanes = [];

    /// <summary>When it began to look.</summary>
    public DateTimeOffset Since { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>Returns the spans of a server, the oldest first.</summary>
    public IReadOnlyList<RoleSpan> Of(ServerAddress server) => _lanes.TryGetValue(server, out var spans) ? spans : [];

    /// <summary>Tells since when a server is what it is; null where it has been that since this began to look.</summary>
    public DateTimeOffset? SinceOf(ServerAddress server) => Of(server) is { Count: > 1 } spans ? spans[^1].Since : null;

    /// <summary>Takes down what the servers are.</summary>
    public void Note(TopologySnapshot topology, DateTimeOffset now)
    {
        if (Since == DateTimeOffset.MaxValue) Since = now;
        foreach (var server in topology.Servers)
        {
            if (!_lanes.TryGetValue(server.Address, out var spans)) _lanes[server.Address] = spans = [];
            var state = ServerStates.Of(topology, server);
            // What it was before the first answer is nothing to tell.
            if (spans is [{ State: ServerStates.Unknown }]) spans.Clear();
            if (spans.Count == 0 || spans[^1].State != state) spans.Add(new RoleSpan(now, state));
            while (spans.Count > Most || (spans.Count > 1 && spans[1].Since < now - Longest)) spans.RemoveAt(0);
        }

        foreach (var gone in _lanes.Keys.Where(address => topology.Find(address) is null).ToArray()) _lanes.Remove(gone);
    }
}
