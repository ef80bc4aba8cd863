using System.Collections.Concurrent;
using System.Diagnostics;

namespace FailoverDemo.Histories;

/// <summary>All that the application saw during one test. Many workers write to it while the view reads it.</summary>
internal sealed class History(string title)
{
    private readonly ConcurrentQueue<Attempt> _attempts = new();
    private readonly ConcurrentQueue<Mark> _marks = new();
    private long _ended;

    public string Title { get; } = title;

    /// <summary>Tells the rows of this test from those of all others.</summary>
    public long Run { get; } = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    public long Begun { get; } = Stopwatch.GetTimestamp();

    /// <summary>When the test ended; now, while it runs.</summary>
    public long Ended => Volatile.Read(ref _ended) is > 0 and var ended ? ended : Stopwatch.GetTimestamp();

    public IEnumerable<Attempt> Attempts => _attempts;

    public IEnumerable<Mark> Marks => _marks;

    /// <summary>The errors as the application saw them, each text once.</summary>
    public IReadOnlyList<string> Messages => [.. _attempts.Select(attempt => attempt.Error?.Message).OfType<string>().Distinct()];

    public void Add(Attempt attempt) => _attempts.Enqueue(attempt);

    public void Add(long at, string text) => _marks.Enqueue(new Mark(at, text));

    public void End() => Volatile.Write(ref _ended, Stopwatch.GetTimestamp());

    /// <summary>Runs one statement and remembers how it ended. An error is what the test is about, so it goes no further.</summary>
    /// <param name="number">The insert's number; 0 for a read.</param>
    /// <param name="statement">Runs it, and says which server answered.</param>
    public async Task RunAsync(int number, Func<Task<string?>> statement)
    {
        var begun = Stopwatch.GetTimestamp();
        try
        {
            var server = await statement();
            Add(new Attempt(number, begun, Stopwatch.GetTimestamp(), server, Error: null));
        }
        catch (Exception error)
        {
            Add(new Attempt(number, begun, Stopwatch.GetTimestamp(), Server: null, error));
        }
    }
}
