using RoutingData.Monitor;
using RoutingData.Testing;

namespace RoutingData.SimulationTests.Schedules;

/// <summary>The application's promotion fences, told apart by numbers: each takes its time, and some fail at first.</summary>
internal sealed class Fences(int seed, SimulatedCluster cluster, SimulatedClock clock)
{
    private readonly Random _random = new(seed);
    private readonly List<FenceCall> _calls = [];

    public IReadOnlyList<FenceCall> Calls => _calls;

    /// <summary>The fence of a number; null for 0.</summary>
    public Func<PromotionNotice, CancellationToken, Task>? Of(int number) =>
        number == 0 ? null : (notice, cancellationToken) => CallAsync(number, notice, cancellationToken);

    private async Task CallAsync(int number, PromotionNotice notice, CancellationToken cancellationToken)
    {
        var call = new FenceCall(number, cluster.OwnName(notice.NewWriter.Hostname), cluster.EventCount);
        _calls.Add(call);
        await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(_random.Next(2) == 0 ? 400 : 5)), clock, cancellationToken);
        if (_random.Next(4) == 0) throw new InvalidOperationException("The fence could not be put up.");
        call.LiftedAt = cluster.EventCount;
    }
}

/// <summary>One call of a fence.</summary>
/// <param name="Fence">Its number.</param>
/// <param name="Writer">The server that is to be the writer.</param>
/// <param name="EventsBefore">How many events there were when it was called.</param>
internal sealed record FenceCall(int Fence, string Writer, int EventsBefore)
{
    /// <summary>How many there were when it let the server through; null when it did not.</summary>
    public int? LiftedAt { get; set; }
}

/// <summary>Options that were put in force.</summary>
/// <param name="EventsBefore">How many events there were by then.</param>
/// <param name="Fence">The number of their fence; 0 for none.</param>
/// <param name="Without">The server that was not among theirs.</param>
/// <param name="AsksForGroup">Whether they ask for the servers' replication group.</param>
internal sealed record Reload(int EventsBefore, int Fence, string? Without, bool AsksForGroup = false);
