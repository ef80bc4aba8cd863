using System.Collections.Immutable;

namespace RoutingData.Testing.Simulation;

/// <summary>Makes up schedules of faults, each trouble with what people do about it.</summary>
internal sealed class TroubleMaker(Random random, IReadOnlyList<string> servers)
{
    private readonly List<SimulatedFault> _faults = [];
    private string _writer = servers[0];

    public ImmutableArray<SimulatedFault> Make(TimeSpan span)
    {
        for (var troubles = random.Next(1, 6); troubles > 0; troubles--)
        {
            var at = Within(span);
            switch (random.Next(13))
            {
                case < 5:
                    LoseWriter(at);
                    break;
                case 5:
                    SwitchOver(at);
                    break;
                case 6:
                    Flap(at);
                    break;
                case 7 or 8:
                    LoseReaders(at);
                    break;
                case 9:
                    MakeSecondWriter(at);
                    break;
                default:
                    Disturb(at);
                    break;
            }
        }

        return [.. _faults.OrderBy(fault => fault.At)];
    }

    private void LoseWriter(TimeSpan at)
    {
        var lost = _writer;
        var (fault, cure) = WaysToGo();
        Add(at, fault, lost);
        // Sometimes it is back before another server has been promoted; sometimes it never is, or no server is promoted.
        var back = at + Within(TimeSpan.FromMilliseconds(1500));
        var promoted = at + Within(TimeSpan.FromMilliseconds(1200));
        if (random.Next(6) != 0) Add(back, cure, lost);
        if (random.Next(6) == 0) return;

        _writer = Another();
        Add(promoted, SimulatedFaultKind.Promote, _writer);
        var fenced = (back > promoted ? back : promoted) + Within(TimeSpan.FromMilliseconds(600));
        Add(fenced, random.Next(3) == 0 ? SimulatedFaultKind.SetReadOnly : SimulatedFaultKind.Rejoin, lost);
    }

    private void SwitchOver(TimeSpan at)
    {
        var former = _writer;
        _writer = Another();
        at = EndWrites(at, former);
        Add(at + Within(TimeSpan.FromMilliseconds(200)), SimulatedFaultKind.Promote, _writer);
    }

    private void Flap(TimeSpan at)
    {
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            at = EndWrites(at, _writer) + Within(TimeSpan.FromMilliseconds(200));
            Add(at, SimulatedFaultKind.SetWritable, _writer);
            at += Within(TimeSpan.FromMilliseconds(200));
        }
    }

    // MariaDB refuses writes before it says that it is read-only.
    private TimeSpan EndWrites(TimeSpan at, string server)
    {
        if (random.Next(2) == 0)
        {
            Add(at, SimulatedFaultKind.RefuseWrites, server);
            at += Within(TimeSpan.FromMilliseconds(40));
        }

        Add(at, SimulatedFaultKind.SetReadOnly, server);
        return at;
    }

    private void LoseReaders(TimeSpan at)
    {
        var all = random.Next(3) == 0;
        var one = Another();
        foreach (var reader in servers.Where(server => server != _writer && (all || server == one)))
        {
            var (fault, cure) = WaysToGo();
            Add(at, fault, reader);
            if (cure == SimulatedFaultKind.RestartWritable) cure = SimulatedFaultKind.Restart;
            Add(at + Within(TimeSpan.FromMilliseconds(1500)), cure, reader);
        }
    }

    private void MakeSecondWriter(TimeSpan at)
    {
        var second = Another();
        // Long enough for a steady probe to see it, or not.
        var until = at + Within(TimeSpan.FromMilliseconds(4000));
        if (random.Next(2) == 0) Add(at, SimulatedFaultKind.StopReplication, second);
        Add(at, SimulatedFaultKind.SetWritable, second);
        Add(until, SimulatedFaultKind.SetReadOnly, second);
        if (random.Next(2) == 0) LoseWriter(at + Within(until - at));
    }

    private void Disturb(TimeSpan at)
    {
        var server = random.Next(2) == 0 ? _writer : Another();
        var until = at + Within(TimeSpan.FromMilliseconds(1000));
        switch (random.Next(10))
        {
            case 0 or 7 or 8:
                Add(at, SimulatedFaultKind.LoseNextReply, server);
                break;
            case 1:
                Add(at, SimulatedFaultKind.LoseNextRequest, server);
                break;
            case 2:
                Add(at, SimulatedFaultKind.BreakConnections, server);
                break;
            case 3:
                Add(at, SimulatedFaultKind.Slow, server, Within(TimeSpan.FromMilliseconds(700)));
                Add(until, SimulatedFaultKind.Slow, server);
                break;
            case 4:
                Add(at, SimulatedFaultKind.RefuseConnections, server);
                Add(until, SimulatedFaultKind.AcceptConnections, server);
                break;
            case 5:
                Add(at, SimulatedFaultKind.Lag, server, Within(TimeSpan.FromMilliseconds(2000)));
                break;
            case 9:
                Add(at, SimulatedFaultKind.RefuseWrites, server);
                Add(until, SimulatedFaultKind.AcceptWrites, server);
                break;
            default:
                Add(at, SimulatedFaultKind.StopReplication, server);
                Add(until, SimulatedFaultKind.StartReplication, server);
                break;
        }
    }

    private (SimulatedFaultKind Fault, SimulatedFaultKind Cure) WaysToGo() => random.Next(8) switch
    {
        0 or 1 => (SimulatedFaultKind.Kill, SimulatedFaultKind.Restart),
        2 => (SimulatedFaultKind.Kill, SimulatedFaultKind.RestartWritable),
        3 => (SimulatedFaultKind.Stop, SimulatedFaultKind.Restart),
        4 or 5 => (SimulatedFaultKind.Pause, SimulatedFaultKind.Resume),
        _ => (SimulatedFaultKind.Cut, SimulatedFaultKind.Heal),
    };

    private string Another()
    {
        var others = servers.Where(server => server != _writer).ToArray();
        return others.Length == 0 ? _writer : others[random.Next(others.Length)];
    }

    // Whole milliseconds: schedules are read by people.
    private TimeSpan Within(TimeSpan most) => TimeSpan.FromMilliseconds(random.Next((int)most.TotalMilliseconds + 1));

    private void Add(TimeSpan at, SimulatedFaultKind kind, string server, TimeSpan time = default) =>
        _faults.Add(new SimulatedFault(at, kind, server, time));
}
