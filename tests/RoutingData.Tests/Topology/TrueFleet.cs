namespace RoutingData.Tests.Topology;

/// <summary>
/// The hidden truth of a model run: servers that die, hang and return, and a correct external promoter. An orderly one fences
/// the old writer and gives the monitor the time to see a demotion; another may leave an old writer that returns writable beside
/// the new one.
/// </summary>
internal sealed class TrueFleet
{
    private readonly bool _orderly;

    public TrueFleet(int size, bool orderly)
    {
        _orderly = orderly;
        Servers = [.. Enumerable.Range(0, size).Select(i => new TrueServer((char)('a' + i)))];
        Writer = Servers[0];
        Writer.ReadOnly = false;
        foreach (var server in Servers.Skip(1)) server.Source = Writer;
    }

    public IReadOnlyList<TrueServer> Servers { get; }

    /// <summary>The one the promoter has made the writer, be it alive or not.</summary>
    public TrueServer Writer { get; private set; }

    /// <summary>Does one thing; false when it makes no sense now.</summary>
    public bool Do(Deed deed, TrueServer server)
    {
        switch (deed)
        {
            case Deed.Write when Writer.IsWritable:
                Writer.Write();
                return true;
            case Deed.CatchUp when server.Source is not null && server.ReadOnly:
                server.CatchUp();
                return true;
            case Deed.Hang when server.Life == Life.Alive:
                server.Life = Life.Hung;
                return true;
            case Deed.Resume when server.Life == Life.Hung:
                server.Life = Life.Alive;
                return true;
            case Deed.Die when server.Life != Life.Dead:
                server.Life = Life.Dead;
                return true;
            case Deed.Restart when server.Life == Life.Dead:
                server.Life = Life.Alive;
                server.ReadOnly = server != Writer && (_orderly || server.ReadOnly);
                return true;
            case Deed.Switchover when server != Writer && Writer.Life == Life.Alive && MayPromote(server) && server.Source == Writer:
                Writer.ReadOnly = true;
                server.CatchUp();
                Promote(server);
                return true;
            case Deed.Failover when Writer.Life != Life.Alive:
                return FailOver();
            case Deed.Follow when server != Writer && server.Life == Life.Alive && Writer.Life == Life.Alive && server.Source != Writer:
                // Whatever the server has that the writer has not, it loses: it is made anew.
                server.ReadOnly = true;
                server.CopyFrom(Writer);
                server.Source = Writer;
                return true;
            default:
                return false;
        }
    }

    private bool FailOver()
    {
        var best = Servers.Where(MayPromote).MaxBy(server => server.Total);
        if (best is null) return false;
        if (_orderly) Writer.Life = Life.Dead;
        Promote(best);
        return true;
    }

    private bool MayPromote(TrueServer server) =>
        server is { Life: Life.Alive, ReadOnly: true } && (!_orderly || !server.IsSeenWritable);

    private void Promote(TrueServer server)
    {
        server.Source = null;
        server.ReadOnly = false;
        Writer = server;
    }
}

internal enum Deed
{
    SetOut,
    Tell,
    Return,
    Write,
    CatchUp,
    Hang,
    Resume,
    Die,
    Restart,
    Switchover,
    Failover,
    Follow,
}
