using RoutingData.Pools;
using RoutingData.Tests.Monitoring;

namespace RoutingData.Tests.Pools;

[Trait("Fault", "R4")]
public sealed class DoorTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void An_open_door_lets_everyone_try()
    {
        var door = new Door(_time);
        Assert.Equal((false, true, true), (door.IsShut, door.TryKnock(), door.TryKnock()));
    }

    [Fact]
    public void While_it_is_shut_one_tries_in_each_pause_and_the_pauses_grow_to_a_second()
    {
        var door = new Door(_time);
        var knocks = new List<int>();
        door.Failed();
        door.Failed();
        for (var ms = 0; ms < 5000; ms += 10)
        {
            if (door.TryKnock())
            {
                knocks.Add(ms);
                Assert.False(door.TryKnock());
                door.Failed();
            }

            _time.Advance(TimeSpan.FromMilliseconds(10));
        }

        Assert.Equal([100, 300, 700, 1500, 2500, 3500, 4500], knocks);
    }

    [Fact]
    public void Who_gets_in_opens_it_for_all()
    {
        var door = new Door(_time);
        door.Failed();
        Assert.False(door.TryKnock());
        door.Opened();
        Assert.Equal((false, true), (door.IsShut, door.TryKnock()));
    }
}
