namespace RoutingData.Testing.Simulation;

/// <summary>Makes up troubles that stand between clients and servers that are well: nothing in them proves that a server cannot serve.</summary>
internal sealed class ClientTroubleMaker(Random random, IReadOnlyList<string> servers, IReadOnlyList<string> users)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(4);

    private readonly List<SimulatedFault> _faults = [];

    public IReadOnlyList<SimulatedFault> Make(TimeSpan span, SimulatedTroubles kinds)
    {
        SimulatedTroubles[] some = [.. Enum.GetValues<SimulatedTroubles>()
            .Where(kind => kind is > SimulatedTroubles.Servers and < SimulatedTroubles.All && kinds.HasFlag(kind))];
        if (some.Length == 0) return [];
        for (var troubles = random.Next(1, 3); troubles > 0; troubles--) Add(some[random.Next(some.Length)], Within(span));
        return _faults;
    }

    private void Add(SimulatedTroubles kind, TimeSpan at)
    {
        var until = at + TimeSpan.FromMilliseconds(200) + Within(Longest);
        // One server, or all of them alike: a firewall, a resolver, a password.
        string[] struck = random.Next(2) == 0 ? [.. servers] : [servers[random.Next(servers.Count)]];
        switch (kind)
        {
            case SimulatedTroubles.Logins:
                string[] refused = random.Next(4) == 0 ? [.. users] : [users[random.Next(users.Count)]];
                foreach (var user in refused)
                    Add(struck, at, SimulatedFaultKind.RefuseLogins, until, SimulatedFaultKind.AcceptLogins, user);
                break;
            case SimulatedTroubles.MonitorConnections:
                // Reads are under way more often where they take their time.
                if (random.Next(2) == 0)
                {
                    var time = Within(TimeSpan.FromMilliseconds(500));
                    foreach (var server in struck) _faults.Add(new SimulatedFault(at, SimulatedFaultKind.Slow, server, time));
                }

                for (var times = random.Next(1, 6); times > 0; times--)
                {
                    foreach (var server in struck) _faults.Add(new SimulatedFault(at, SimulatedFaultKind.BreakMonitorConnections, server));
                    at += TimeSpan.FromMilliseconds(100) + Within(TimeSpan.FromSeconds(1));
                }

                break;
            case SimulatedTroubles.Connects:
                var block = random.Next(2) == 0 ? SimulatedFaultKind.RefuseConnects : SimulatedFaultKind.DropConnects;
                Add(struck, at, block, until, SimulatedFaultKind.AllowConnects);
                break;
            case SimulatedTroubles.Names:
                Add(struck, at, SimulatedFaultKind.LoseName, until, SimulatedFaultKind.RestoreName);
                break;
        }
    }

    private void Add(
        string[] struck, TimeSpan at, SimulatedFaultKind fault, TimeSpan until, SimulatedFaultKind cure, string? what = null)
    {
        foreach (var server in struck)
        {
            _faults.Add(new SimulatedFault(at, fault, server) { What = what });
            _faults.Add(new SimulatedFault(until, cure, server) { What = what });
        }
    }

    private TimeSpan Within(TimeSpan most) => TimeSpan.FromMilliseconds(random.Next((int)most.TotalMilliseconds + 1));
}
