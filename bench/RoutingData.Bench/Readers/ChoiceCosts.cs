using System.Collections.Immutable;
using RoutingData.Bench.Measuring;
using RoutingData.Connecting.ReaderSelection;
using RoutingData.Monitor;

namespace RoutingData.Bench.Readers;

/// <summary>What one choice among three readers costs, without any server.</summary>
internal static class ChoiceCosts
{
    private static readonly IReaderSelectionPolicy[] Policies =
        [WeightedRandomPolicy.Instance, new RoundRobinPolicy(), new LeastInUsePolicy(), new PowerOfTwoPolicy(), new LatencyPolicy()];

    public static void Print()
    {
        ImmutableArray<HostgroupMember> members =
        [
            .. Enumerable.Range(1, 3).Select(i => new ServerAddress($"db00{i}", 3306))
                .Select(address => new HostgroupMember(new ServerDefinition(20, address), new ServerState(address))),
        ];
        var table = new Table("choice among three", "ns", "bytes");
        foreach (var policy in Policies)
        {
            var selector = new ReaderSelector(policy, static _ => 1, static _ => 1)
            {
                LatencyOf = policy.NeedsLatency ? static _ => TimeSpan.FromMilliseconds(1) : null,
            };
            var sample = 0.0;
            var (nanoseconds, bytes) = Stretch.Measure(times =>
            {
                for (var i = 0; i < times; i++)
                {
                    sample = (sample + 0.37) % 1;
                    selector.Select(members, 0, static (_, _) => true, sample);
                }
            });
            table.Add(policy.Name, nanoseconds, bytes);
        }

        table.Print();
    }
}
