using System.Collections.Immutable;
using RoutingData.Testing.Simulation;

namespace RoutingData.Testing;

/// <summary>Faults in the order of their times: written by hand, or made up from a seed.</summary>
public sealed record FaultSchedule
{
    /// <summary>Makes one.</summary>
    /// <param name="faults">The faults.</param>
    public FaultSchedule(ImmutableArray<SimulatedFault> faults)
    {
        Faults = faults;
    }

    /// <summary>The faults.</summary>
    public ImmutableArray<SimulatedFault> Faults { get; init; }

    /// <summary>One to five troubles as fleets have them: a writer that is killed, hangs or is cut off, and is replaced or comes back,
    /// writable or not; switchovers; readers that go and return; lost replies. The same seed gives the same schedule.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="servers">The servers' names; the first one is the writer.</param>
    /// <param name="span">When the last trouble begins at the latest.</param>
    public static FaultSchedule Random(int seed, IReadOnlyList<string> servers, TimeSpan span)
    {
        ArgumentNullException.ThrowIfNull(servers);
        return new FaultSchedule(new TroubleMaker(new Random(seed), servers).Make(span));
    }

    /// <summary>As <see cref="Random(int, IReadOnlyList{string}, TimeSpan)"/>, with troubles of chosen kinds, among them one or two
    /// that stand between clients and servers that are well.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="servers">The servers' names; the first one is the writer.</param>
    /// <param name="span">When the last trouble begins at the latest.</param>
    /// <param name="kinds">The kinds.</param>
    /// <param name="users">Whose logins may be refused.</param>
    public static FaultSchedule Random(
        int seed, IReadOnlyList<string> servers, TimeSpan span, SimulatedTroubles kinds, IReadOnlyList<string> users)
    {
        ArgumentNullException.ThrowIfNull(users);
        var faults = kinds.HasFlag(SimulatedTroubles.Servers) ? Random(seed, servers, span).Faults : [];
        var others = new ClientTroubleMaker(new Random(~seed), servers, users).Make(span, kinds);
        return new FaultSchedule([.. faults.Concat(others).OrderBy(fault => fault.At)]);
    }

    /// <summary>Makes everything happen at its time.</summary>
    /// <param name="cluster">Where.</param>
    /// <param name="timeProvider">The cluster's clock.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public async Task RunAsync(SimulatedCluster cluster, TimeProvider timeProvider, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(timeProvider);
        var begun = timeProvider.GetTimestamp();
        foreach (var fault in Faults)
        {
            var left = fault.At - timeProvider.GetElapsedTime(begun);
            if (left > TimeSpan.Zero) await Task.Delay(left, timeProvider, cancellationToken).ConfigureAwait(false);
            fault.ApplyTo(cluster);
        }
    }

    /// <summary>One fault a line.</summary>
    public override string ToString() => string.Join('\n', Faults);
}
