using System.Diagnostics;
using FailoverDemo.Histories;
using FailoverDemo.View;
using RoutingData.Monitor;

namespace FailoverDemo;

/// <summary>What goes on right now: the test that runs, and who is the writer. The tests set it, the view shows it.</summary>
internal sealed class Stage(Journal journal, ITopologyMonitor monitor, ServerNames names)
{
    private const int WriterHostgroup = 10;

    private volatile History[] _histories = [];

    /// <summary>The tests so far; the last one may be running.</summary>
    public IReadOnlyList<History> Histories => _histories;

    /// <summary>The name of the writer as the router sees it now; null while there is none.</summary>
    public string? Writer => monitor.Current.WriterOf(WriterHostgroup) is { } writer ? names.Of(writer.Address) : null;

    /// <summary>Every server with its name, role and health, as the router sees them now.</summary>
    public IEnumerable<(string Name, ServerState State, ServerRole Role)> Servers
    {
        get
        {
            var topology = monitor.Current;
            return topology.Servers.Select(server =>
                (names.Of(server.Address), server, topology.RoleOf(server.Address, WriterHostgroup)));
        }
    }

    public History Begin(string title)
    {
        journal.Write(title, isTitle: true);
        var history = new History(title);
        _histories = [.. _histories, history];
        return history;
    }

    public void Mark(History history, string text) => Mark(history, Stopwatch.GetTimestamp(), text);

    public void Mark(History history, long at, string text)
    {
        history.Add(at, text);
        journal.Write(text);
    }
}
