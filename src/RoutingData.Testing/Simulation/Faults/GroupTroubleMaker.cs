using System.Collections.Immutable;

namespace RoutingData.Testing.Simulation;

/// <summary>Makes up troubles of a replication group, each with what people do about it.</summary>
internal sealed class GroupTroubleMaker(Random random, IReadOnlyList<string> servers)
{
    // Longer than the group takes to expel a member, or shorter.
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(14);

    private readonly List<SimulatedFault> _faults = [];
    private string _primary = servers[0];

    public FaultSchedule Make(TimeSpan span)
    {
        for (var troubles = random.Next(1, 4); troubles > 0; troubles--)
        {
            var at = Within(span);
            switch (random.Next(14))
            {
                case < 4:
                    Lose(at, random.Next(3) == 0 ? One() : _primary);
                    break;
                case 4 or 5:
                    Cut(at);
                    break;
                case 6 or 7:
                    SetPrimary(at);
                    break;
                case 8 or 9:
                    MakeStray(at, random.Next(3) == 0 ? _primary : One());
                    break;
                case 10:
                    Hide(at);
                    break;
                case 11:
                    LoseAll(at);
                    break;
                default:
                    Disturb(at, random.Next(2) == 0 ? _primary : One());
                    break;
            }
        }

        return new FaultSchedule([.. _faults.OrderBy(fault => fault.At)]);
    }

    private void Lose(TimeSpan at, string lost)
    {
        var (fault, cure) = random.Next(8) switch
        {
            0 or 1 => (SimulatedFaultKind.Kill, SimulatedFaultKind.Restart),
            2 => (SimulatedFaultKind.Kill, SimulatedFaultKind.RestartWritable),
            3 => (SimulatedFaultKind.Stop, SimulatedFaultKind.Restart),
            4 or 5 or 6 => (SimulatedFaultKind.Pause, SimulatedFaultKind.Resume),
            _ => (SimulatedFaultKind.Cut, SimulatedFaultKind.Heal),
        };
        Add(at, fault, lost);
        if (random.Next(6) == 0) return;
        at += Within(Long);
        Add(at, cure, lost);
        ComeBack(at, lost);
    }

    private void Cut(TimeSpan at)
    {
        string[] apart = [.. servers.OrderBy(_ => random.Next()).Take(random.Next(1, (servers.Count / 2) + 1))];
        if (random.Next(2) == 0 && !apart.Contains(_primary)) apart[0] = _primary;
        _faults.Add(new SimulatedFault(at, SimulatedFaultKind.CutMembers, apart[0]) { What = string.Join(',', apart[1..]) });
        at += Within(Long);
        Add(at, SimulatedFaultKind.HealMembers, apart[0]);
        foreach (var server in apart) ComeBack(at, server);
    }

    private void SetPrimary(TimeSpan at)
    {
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            _primary = One();
            Add(at, SimulatedFaultKind.SetPrimary, _primary);
            at += Within(TimeSpan.FromSeconds(2));
        }
    }

    // Taken out, started, and told to make a group, while the others go on.
    private void MakeStray(TimeSpan at, string stray)
    {
        Add(at, random.Next(2) == 0 ? SimulatedFaultKind.Stop : SimulatedFaultKind.Kill, stray);
        at += Within(TimeSpan.FromSeconds(8));
        Add(at, random.Next(3) == 0 ? SimulatedFaultKind.RestartWritable : SimulatedFaultKind.Restart, stray);
        Add(at + Within(TimeSpan.FromSeconds(1)), SimulatedFaultKind.Bootstrap, stray);
    }

    private void Hide(TimeSpan at)
    {
        string[] struck = random.Next(2) == 0 ? [.. servers] : [One()];
        foreach (var server in struck) Add(at, SimulatedFaultKind.HideGroup, server);
        if (random.Next(2) == 0) return;
        at += Within(Long);
        foreach (var server in struck) Add(at, SimulatedFaultKind.ShowGroup, server);
    }

    private void LoseAll(TimeSpan at)
    {
        foreach (var server in servers) Add(at, SimulatedFaultKind.Kill, server);
        at += Within(TimeSpan.FromSeconds(8));
        foreach (var server in servers) Add(at + Within(TimeSpan.FromSeconds(1)), SimulatedFaultKind.Restart, server);
        at += TimeSpan.FromSeconds(1) + Within(TimeSpan.FromSeconds(1));
        _primary = One();
        Add(at, SimulatedFaultKind.Bootstrap, _primary);
        foreach (var server in servers) ComeBack(at, server);
    }

    private void Disturb(TimeSpan at, string server)
    {
        switch (random.Next(4))
        {
            case 0:
                Add(at, SimulatedFaultKind.LoseNextReply, server);
                break;
            case 1:
                Add(at, SimulatedFaultKind.LoseNextRequest, server);
                break;
            case 2:
                Add(at, SimulatedFaultKind.BreakConnections, server);
                break;
            default:
                Add(at, SimulatedFaultKind.Lag, server, Within(TimeSpan.FromSeconds(1)));
                break;
        }
    }

    // Its group takes it only when it is outside: people try again.
    private void ComeBack(TimeSpan at, string server)
    {
        for (var tries = random.Next(4); tries > 0; tries--) Add(at += Within(TimeSpan.FromSeconds(4)), SimulatedFaultKind.Rejoin, server);
    }

    private string One() => servers[random.Next(servers.Count)];

    private TimeSpan Within(TimeSpan most) => TimeSpan.FromMilliseconds(random.Next((int)most.TotalMilliseconds + 1));

    private void Add(TimeSpan at, SimulatedFaultKind kind, string server, TimeSpan time = default) => _faults.Add(new SimulatedFault(at, kind, server, time));
}
