using System.Data.Common;
using System.Diagnostics;
using RoutingData.Bench.Results.Checks;

namespace RoutingData.Bench.Results.Reads;

/// <summary>Callers of every kind, side by side.</summary>
internal sealed class ReadCrowd
{
    private readonly List<ReadLoop> _loops = [];

    public IReadOnlyList<ReadEnd> Ends => [.. _loops.SelectMany(loop => loop.Ends)];

    public IReadOnlyList<ReadUnderWay> UnderWay => [.. _loops.Select(loop => loop.UnderWay).OfType<ReadUnderWay>()];

    /// <summary>Adds a caller of each kind, and lets it begin.</summary>
    /// <param name="through">The router, or the bare driver.</param>
    /// <param name="source">Where their connections come from.</param>
    /// <param name="kinds">How they read.</param>
    /// <param name="table">What they read.</param>
    public void Start(string through, DbDataSource source, IEnumerable<ReadKind> kinds, ResultTable table)
    {
        foreach (var kind in kinds)
        {
            var loop = new ReadLoop(through, source, kind, table);
            _loops.Add(loop);
            loop.Start();
        }
    }

    /// <summary>Waits until every caller has read one more result whole, which it began after this call or before.</summary>
    /// <returns>Whether all have, when patience is over.</returns>
    public async Task<bool> AllReadAsync(TimeSpan patience)
    {
        var before = _loops.ConvertAll(loop => loop.Whole);
        return await UntilAsync(() => _loops.Select((loop, i) => loop.Whole > before[i]).All(read => read), patience);
    }

    /// <summary>Waits until no read is under way that began before a moment.</summary>
    public Task<bool> AllEndAsync(long begunBefore, TimeSpan patience) =>
        UntilAsync(() => UnderWay.All(read => read.Begun > begunBefore), patience);

    /// <summary>Lets all come to the end of their reads.</summary>
    /// <returns>Whether they have, when patience is over.</returns>
    public async Task<bool> StopAsync(TimeSpan patience)
    {
        var ending = Task.WhenAll(_loops.Select(loop => loop.StopAsync()));
        return await Task.WhenAny(ending, Task.Delay(patience)) == ending;
    }

    private static async Task<bool> UntilAsync(Func<bool> condition, TimeSpan patience)
    {
        var begun = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(begun) > patience) return false;
            await Task.Delay(5);
        }

        return true;
    }
}
