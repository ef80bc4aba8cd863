using System.Collections.Immutable;
using RoutingData.Monitor;
using RoutingData.Monitor.Tokens;
using RoutingData.Monitor.Topology;

namespace RoutingData.Tokens;

/// <summary>What one token asks of one data source, until a moment of that one's monitor stands in its place.</summary>
internal sealed class TokenDemand
{
    // From then on the writer's answer, whatever it is, is enough: what cannot be found out must hold up nothing.
    private const int MostMs = 2000;

    private readonly DataSourceTokens _source;
    private readonly long _receivedAt;
    private readonly Lock _gate = new();
    private ImmutableArray<FleetMark> _pending;
    private ImmutableArray<FleetMark> _lost = [];
    private ImmutableArray<FleetMark> _remaining = [];
    private long _moment;
    private ImmutableArray<FleetMark> _contained = [];
    private long? _reported;
    private volatile bool _isOver;
    private volatile bool _isInDoubt;

    public TokenDemand(ImmutableArray<FleetMark> marks, DataSourceTokens source)
    {
        _source = source;
        _receivedAt = source.Monitor.Now;
        _pending = marks;
        _isOver = marks.IsEmpty;
    }

    /// <summary>How long anything waits for the truth at most.</summary>
    public static TimeSpan MostWait => TimeSpan.FromMilliseconds(MostMs);

    /// <summary>The data source's.</summary>
    public DataSourceTokens Source => _source;

    /// <summary>Whether the moment is found.</summary>
    public bool IsOver => _isOver;

    /// <summary>Whether the server that is taken for the writer may have been replaced, so that its answer may lack what the token asks for.</summary>
    public bool IsInDoubt => _isInDoubt;

    /// <summary>What the settled writer has not got.</summary>
    public ImmutableArray<FleetMark> Lost
    {
        get
        {
            lock (_gate) return _lost;
        }
    }

    /// <summary>What the settled writers had when they were found to lack the rest: all that is left of it is in that.</summary>
    public ImmutableArray<FleetMark> Remaining
    {
        get
        {
            lock (_gate) return _remaining;
        }
    }

    /// <summary>Whether the settled writer lacks some of it: from the first, or since a failover after the former one was known to have it.</summary>
    public bool IsLost
    {
        get
        {
            var (topology, fleet) = (_source.Monitor.Current, _source.Fleet);
            lock (_gate) return !_lost.IsEmpty || _contained.Any(mark => WriterMarks.Of(topology, mark, fleet) == Holding.Lacks);
        }
    }

    /// <summary>Returns the moment by which all that it asks for had been answered; no reader has one so late while it is not found, and the writer answers.</summary>
    public long Look()
    {
        if (_isOver) return _moment;
        lock (_gate)
        {
            if (!_isOver) Resolve();
            return _isOver ? _moment : long.MaxValue;
        }
    }

    private void Resolve()
    {
        var monitor = _source.Monitor;
        var (topology, now, fleet) = (monitor.Current, monitor.Now, _source.Fleet);
        var limit = _receivedAt + monitor.SpanOf(MostMs);
        var left = ImmutableArray.CreateBuilder<FleetMark>();
        var isInDoubt = false;
        foreach (var mark in _pending)
        {
            var standing = TokenStanding.Of(topology, mark, fleet, _receivedAt, limit, now);
            if (standing.IsFinal)
            {
                _moment = Math.Max(_moment, standing.Moment);
                if (standing.Kind == TokenStandingKind.Lost)
                {
                    _lost = _lost.Add(mark);
                    if (WriterMarks.Of(topology, standing.Pair, fleet) is { } has) _remaining = _remaining.Add(has);
                }

                if (standing.Kind == TokenStandingKind.Contained) _contained = _contained.Add(mark);
                _source.Note(topology, standing, mark);
                continue;
            }

            left.Add(mark);
            if (standing.Kind != TokenStandingKind.Doubtful) continue;
            isInDoubt = true;
            // Its next probe says whether it is the writer still, or the one after that.
            if (topology.Pairs[standing.Pair].Writer is not { } writer) continue;
            if (_reported is { } reported && !topology.WasProbedSince(writer, reported)) continue;
            _reported = monitor.ReportFailure(writer);
        }

        _pending = left.DrainToImmutable();
        _isInDoubt = isInDoubt;
        if (_pending.IsEmpty) _isOver = true;
        else monitor.Evidence.WantPosition(_receivedAt, now);
    }
}
