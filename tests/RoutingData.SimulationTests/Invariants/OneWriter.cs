using RoutingData.SimulationTests.Schedules;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>Whatever a server accepted was sent to it while the router held no other server for the writer (D27): an old writer that comes back,
/// or a second writable one, accepts nothing through us.</summary>
internal static class OneWriter
{
    public static IEnumerable<string> Violations(RunHistory history)
    {
        foreach (var (at, commit) in Writes.Commits(history))
        {
            var sent = Writes.SentBefore(history, at);
            var writer = history.WriterAt(sent);
            if (writer is not null && writer != commit.Server)
            {
                yield return $"{commit.Server} accepted {string.Join(',', Writes.Numbers(commit.Transaction!))} " +
                    $"({history.Events[sent]}) while the writer was {writer}";
            }
        }
    }
}
