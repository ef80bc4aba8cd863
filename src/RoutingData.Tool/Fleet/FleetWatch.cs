using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using RoutingData.Monitor;
using RoutingData.Tool.Abstractions;
using RoutingData.Tool.Output;
using RoutingData.Tool.Settings;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace RoutingData.Tool.Fleet;

/// <summary>Shows what a monitor knows: drawn again and again on a terminal, a line for each change elsewhere.</summary>
/// <param name="console">Where to.</param>
/// <param name="routed">Whose monitor it is.</param>
/// <param name="asJson">Whether lines are JSON.</param>
internal sealed class FleetWatch(ToolConsole console, RoutedServices routed, bool asJson)
{
    private const int LatestChanges = 8;

    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly ConcurrentQueue<string> _changes = new();

    /// <summary>Shows it once every server has answered.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> OnceAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        await routed.StartAsync(cancellationToken);
        var monitor = routed.DataSource.Monitor;
        var topology = await monitor.WaitForAsync(IsKnown, timeout, cancellationToken);
        Write(topology ?? monitor.Current);
        return topology is null ? ExitCode.Unreachable : ExitCode.Success;
    }

    /// <summary>Shows it until it is interrupted.</summary>
    public async Task<int> FollowAsync(CancellationToken cancellationToken)
    {
        var monitor = routed.DataSource.Monitor;
        monitor.Changed += (_, change) => Note(change.Change);
        await routed.StartAsync(cancellationToken);
        try
        {
            if (console.Width is { } width && !asJson) await DrawAsync(width, cancellationToken);
            else await WriteChangesAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl+C is how one ends it.
        }

        return ExitCode.Success;
    }

    private static bool IsKnown(TopologySnapshot topology) =>
        topology.IsComplete && topology.Definition.ReplicationHostgroups.All(pair => topology.WriterOf(pair.WriterHostgroup) is not null);

    private Task DrawAsync(int width, CancellationToken cancellationToken) => Terminal.Of(console, width).Live(new Text("")).StartAsync(async live =>
    {
        while (true)
        {
            live.UpdateTarget(Drawn(routed.DataSource.Monitor.Current));
            await Task.Delay(Pace, console.Time, cancellationToken);
        }
    });

    private async Task WriteChangesAsync(CancellationToken cancellationToken)
    {
        var epoch = -1L;
        while (true)
        {
            var topology = await routed.DataSource.Monitor.WaitForAsync(topology => topology.Epoch > epoch, Timeout.InfiniteTimeSpan, cancellationToken);
            if (topology is null) continue;
            epoch = topology.Epoch;
            Write(topology);
        }
    }

    private void Write(TopologySnapshot topology)
    {
        if (asJson)
        {
            console.Out.WriteLine(FleetTable.Json(console.Time.GetUtcNow(), topology, routed.DataSource).ToJsonString());
            return;
        }

        if (console.Width is { } width) Terminal.Of(console, width).Write(Drawn(topology));
        else foreach (var row in FleetTable.Rows(topology, routed.DataSource)) console.Out.WriteLine(string.Join('\t', row.Select(Printable.Field)));
    }

    private Rows Drawn(TopologySnapshot topology)
    {
        var table = new Table { Border = TableBorder.Ascii };
        foreach (var column in FleetTable.Columns) table.AddColumn(new TableColumn(new Text(column)));
        foreach (var row in FleetTable.Rows(topology, routed.DataSource)) table.AddRow(row.Select(value => new Text(Printable.Line(value))));
        return new Rows([table, .. _changes.Select(change => (IRenderable)new Text(change))]);
    }

    private void Note(TopologyEvent change)
    {
        _changes.Enqueue(Printable.Line($"{console.Time.GetLocalNow():HH:mm:ss.fff} {change.Kind} {change.Server}: {change.Reason}"));
        while (_changes.Count > LatestChanges) _changes.TryDequeue(out _);
    }
}
