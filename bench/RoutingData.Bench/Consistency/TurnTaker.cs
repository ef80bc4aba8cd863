using System.Diagnostics;
using RoutingData.Bench.Measuring;
using RoutingData.Monitor;

namespace RoutingData.Bench.Consistency;

/// <summary>One session: it writes its row, thinks, reads it, and reads another one's.</summary>
internal sealed class TurnTaker(RoutingDbDataSource source, Func<ITurnPath> begin, ConsistencyRunOptions options, int row, int turns, Acknowledged[] rows)
{
    // A failover takes seconds, and the fleet is put together again after it.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly int _other = (row + 1) % rows.Length;
    private int _seen;

    public LatencyHistogram Writes { get; } = new();

    public LatencyHistogram Reads { get; } = new();

    public int Stale { get; private set; }

    public int Unread { get; private set; }

    public int TooOld { get; private set; }

    public int ByReaders { get; private set; }

    public int OthersByReaders { get; private set; }

    public int Errors { get; private set; }

    /// <summary>Takes its turns, on a thread of its own: pauses of a millisecond must be one.</summary>
    public void Run()
    {
        using var path = begin();
        for (var turn = 1; turn <= turns; turn++) TakeTurn(path, turn);
    }

    private void TakeTurn(ITurnPath path, int turn)
    {
        path.Begin();
        var begun = Stopwatch.GetTimestamp();
        UntilItSucceeds(path, () =>
        {
            begun = Stopwatch.GetTimestamp();
            path.Write(row, turn);
            return 0;
        });
        Writes.Add(Stopwatch.GetTimestamp() - begun);
        rows[row].Add(turn);
        if (options.ThinkMs > 0) Thread.Sleep(options.ThinkMs);

        var (own, isByReader, _) = Read(path, row, Reads);
        if (own < turn)
        {
            Stale++;
            Console.WriteLine($"stale: {own} of {turn}, {options}");
        }

        if (isByReader) ByReaders++;

        (var other, isByReader, begun) = Read(path, _other, histogram: null);
        if (path.IsOneSession && other < _seen) Unread++;
        if (isByReader) OthersByReaders++;
        if (IsTooOld(other, begun)) TooOld++;
        _seen = Math.Max(_seen, other);
    }

    private bool IsTooOld(int version, long begun) => options.Level switch
    {
        ConsistencyLevel.Global => rows[_other].WasSuperseded(version, begun),
        ConsistencyLevel.Bounded => rows[_other].WasSuperseded(version, begun - (options.BoundMs * Stopwatch.Frequency / 1000)),
        _ => false,
    };

    private (int Version, bool IsByReader, long Begun) Read(ITurnPath path, int id, LatencyHistogram? histogram)
    {
        var begun = 0L;
        var (version, server) = UntilItSucceeds(path, () =>
        {
            begun = Stopwatch.GetTimestamp();
            return path.Read(id);
        });
        histogram?.Add(Stopwatch.GetTimestamp() - begun);
        return (version, source.Monitor.Current.WriterOf(10) is { Address: var writer } && server != writer, begun);
    }

    private T UntilItSucceeds<T>(ITurnPath path, Func<T> run)
    {
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return run();
            }
            catch (Exception) when (options.Failovers > 0 && Stopwatch.GetElapsedTime(begun) < Patience)
            {
                Errors++;
                path.Recover();
                Thread.Sleep(20);
            }
        }
    }
}
