using System.Collections.Concurrent;
using System.Diagnostics;

namespace FailoverDemo.View;

/// <summary>What happened, in order: what the demo did, and what the router logged.</summary>
internal sealed class Journal
{
    private readonly long _begun = Stopwatch.GetTimestamp();
    private readonly ConcurrentQueue<JournalEntry> _entries = new();

    /// <summary>Raised for every entry, on the thread that wrote it.</summary>
    public event Action<JournalEntry>? Written;

    public IEnumerable<JournalEntry> Entries => _entries;

    public void Write(string text, bool isTitle = false)
    {
        var entry = new JournalEntry(Stopwatch.GetElapsedTime(_begun), text, isTitle);
        _entries.Enqueue(entry);
        Written?.Invoke(entry);
    }
}
