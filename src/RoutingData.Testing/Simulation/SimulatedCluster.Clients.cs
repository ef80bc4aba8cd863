using System.Collections.Immutable;
using RoutingData.Testing.Simulation;

namespace RoutingData.Testing;

// What stands between clients and servers that are well: logins, new connections, names.
public sealed partial class SimulatedCluster
{
    private readonly Dictionary<string, ImmutableArray<SimulatedServer>> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _lostNames = new(StringComparer.OrdinalIgnoreCase);
    private int _resolved;

    /// <summary>Makes a server refuse a user's logins (1045), as after a password was changed; connections stay.</summary>
    /// <param name="name">The server, such as db001.</param>
    /// <param name="user">The user: <c>app</c> of <see cref="ConnectionString"/>, or the monitor's.</param>
    public void RefuseLogins(string name, string user) =>
        Inflict(name, $"refuses logins of {user}", server => server.RefusedUsers.Add(user));

    /// <summary>Ends <see cref="RefuseLogins"/>.</summary>
    /// <param name="name">The server, such as db001.</param>
    /// <param name="user">The user.</param>
    public void AcceptLogins(string name, string user) =>
        Inflict(name, $"accepts logins of {user}", server => server.RefusedUsers.Remove(user));

    /// <summary>Breaks the connections that the router's monitor has to a server, or another client that does not pool.</summary>
    /// <param name="name">The server, such as db001.</param>
    public void BreakMonitorConnections(string name) =>
        Inflict(name, "monitor's connections broken", server => server.BreakConnections(link => !link.IsPooled));

    /// <summary>Lets no new connection through to a server, as a firewall does; those it has go on.</summary>
    /// <param name="name">The server, such as db001.</param>
    /// <param name="silently">Whether clients hear nothing, instead of being refused.</param>
    public void BlockConnects(string name, bool silently = false) => Inflict(
        name, $"new connections {(silently ? "dropped" : "refused")}", server => (server.BlocksConnects, server.DropsConnects) = (true, silently));

    /// <summary>Ends <see cref="BlockConnects"/>.</summary>
    /// <param name="name">The server, such as db001.</param>
    public void AllowConnects(string name) => Inflict(name, "new connections allowed", server => server.BlocksConnects = false);

    /// <summary>Makes a name lead to servers, one after the other when there are several: a DNS name, a service, an endpoint. Without servers
    /// it leads nowhere. Connections that were made through it stay.</summary>
    /// <param name="name">A name that is no server's own.</param>
    /// <param name="servers">The servers' own names.</param>
    public void PointName(string name, params IReadOnlyList<string> servers)
    {
        ImmutableArray<SimulatedServer> found = [.. servers.Select(server => this[server])];
        lock (_gate)
        {
            _names[name] = found;
            Record(new SimulatedEvent(Elapsed, SimulatedEventKind.Fault, name, 0, $"leads to {string.Join(", ", servers)}"));
        }
    }

    /// <summary>Makes a name unknown to clients, a server's own or another: they make no new connections by it.</summary>
    /// <param name="name">The name.</param>
    public void LoseName(string name)
    {
        lock (_gate)
        {
            _lostNames.Add(name);
            Record(new SimulatedEvent(Elapsed, SimulatedEventKind.Fault, name, 0, "does not resolve"));
        }
    }

    /// <summary>Ends <see cref="LoseName"/>.</summary>
    /// <param name="name">The name.</param>
    public void RestoreName(string name)
    {
        lock (_gate)
        {
            _lostNames.Remove(name);
            Record(new SimulatedEvent(Elapsed, SimulatedEventKind.Fault, name, 0, "resolves again"));
        }
    }

    /// <summary>Returns the servers a name leads to now, whether or not clients can resolve it.</summary>
    internal ImmutableArray<SimulatedServer> ServersOf(string name)
    {
        lock (_gate)
        {
            return _names.TryGetValue(name, out var servers) ? servers
                : Servers.FirstOrDefault(server => server.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } server ? [server] : [];
        }
    }

    /// <summary>Returns the own name of the one server that a name leads to; of several, the name itself.</summary>
    internal string OwnName(string name) => ServersOf(name) is [var server] ? server.Name : name;

    // The server that a client finds behind a name, or null.
    private SimulatedServer? Resolve(string name)
    {
        lock (_gate)
        {
            if (_lostNames.Contains(name)) return null;
            var servers = ServersOf(name);
            return servers.Length == 0 ? null : servers[servers.Length == 1 ? 0 : _resolved++ % servers.Length];
        }
    }

    private void Record(SimulatedEvent happened) => _history.Add(happened);
}
