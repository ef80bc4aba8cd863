using RoutingData.Pools;
using static RoutingData.Pools.BackendState;

namespace RoutingData.Tests.Pools;

/// <summary>The table of transitions that every connection is held to in a checked build.</summary>
public sealed class BackendStateTests
{
    private static readonly int[] Live = [Idle, Running, RunningRepeatable, Verifying];
    private static readonly int[] Over = [Outdated, Terminated, Returned, Outdated | Inside, Terminated | Inside];

    [Fact]
    public void What_is_over_serves_no_more() =>
        Assert.DoesNotContain(Over.SelectMany(_ => Live, (present, next) => (present, next)), pair => MayFollow(pair.present, pair.next));

    [Fact]
    [Trait("Fault", "R1")]
    public void What_is_ended_under_a_call_is_marked_so_until_the_call_is_out_of_the_driver()
    {
        Assert.All(Live.Skip(1), present => Assert.False(MayFollow(present, Terminated)));
        Assert.All(Live.Skip(1), present => Assert.True(MayFollow(present, Terminated | Inside)));
        Assert.True(MayFollow(Idle, Terminated));
        Assert.False(MayFollow(Idle, Terminated | Inside));
        Assert.True(MayFollow(Terminated | Inside, Terminated));
    }

    [Fact]
    public void Only_what_is_idle_goes_back_to_the_drivers_pool() =>
        Assert.Equal([Idle], Live.Concat(Over).Where(present => MayFollow(present, Returned)));
}
