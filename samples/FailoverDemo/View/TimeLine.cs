using System.Diagnostics;
using FailoverDemo.Histories;

namespace FailoverDemo.View;

/// <summary>The answers of a test over time, as a row of bars: a gap is a gap. Pure.</summary>
internal sealed class TimeLine
{
    /// <summary>Stands for a step without an answer.</summary>
    public const char Nothing = '·';

    private const string Bars = "▁▂▃▄▅▆▇█";
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);

    private readonly long _begun;
    private readonly long _ended;

    public TimeLine(long begun, long ended, int width)
    {
        _begun = begun;
        _ended = ended;
        var duration = Stopwatch.GetElapsedTime(begun, ended);
        Step = duration / width > Shortest ? duration / width : Shortest;
        Width = Math.Min(width, (int)(duration / Step) + 1);
    }

    /// <summary>Time that one bar stands for.</summary>
    public TimeSpan Step { get; }

    /// <summary>Number of bars.</summary>
    public int Width { get; }

    /// <summary>One bar for each step, as high as there were answers in it.</summary>
    public string Row(IEnumerable<Attempt> answered)
    {
        var counts = new int[Width];
        foreach (var attempt in answered)
            counts[Column(attempt.Ended)]++;
        var most = counts.Max();
        return string.Concat(counts.Select(count => count == 0 ? Nothing : Bars[(count * Bars.Length - 1) / most]));
    }

    /// <summary>The bar under which a moment falls.</summary>
    public int Column(long at) => (int)Math.Clamp(Stopwatch.GetElapsedTime(_begun, Math.Min(at, _ended)) / Step, 0, Width - 1);
}
