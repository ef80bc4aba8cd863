using RoutingData.Monitor;
using RoutingData.Pools;
using RoutingData.Tests.Monitoring;

namespace RoutingData.Tests.Pools;

/// <summary>When a connection is looked at before a statement is sent on it: after a rest, and only if nothing is under way.</summary>
[Trait("Fault", "R11")]
public sealed class ClosedAtRestTests
{
    private readonly ManualTime _time = new();
    private readonly WatchedFactory _factory = new() { HasSaidGoodbye = true };
    private readonly InFlightClock _clock;
    private readonly BackendConnection _backend;

    public ClosedAtRestTests()
    {
        _clock = new InFlightClock(_time) { Ticked = _ => { } };
        _clock.Start();
        var pool = new ServerPool(
            new ServerAddress("db001", 3306), _factory.Driver, "", new PoolLimits(10, 1, TimeSpan.FromSeconds(1)), _time, _clock);
        var connection = _factory.CreateConnection();
        connection.Open();
        _backend = new BackendConnection(pool, connection, hostgroup: 10);
        _backend.Begin(isRepeatable: false);
        _backend.Finish();
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(900, false)]
    [InlineData(1000, true)]
    [InlineData(60_000, true)]
    public void After_a_second_of_rest(int milliseconds, bool isSeen)
    {
        _time.Advance(TimeSpan.FromMilliseconds(milliseconds));

        Assert.Equal(isSeen, _backend.WasClosedAtRest());
        Assert.Equal(isSeen, _backend.IsGone);
    }

    [Fact]
    public void Not_while_its_server_says_nothing()
    {
        _factory.HasSaidGoodbye = false;
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.False(_backend.WasClosedAtRest());
        Assert.False(_backend.IsGone);
    }

    [Theory]
    [InlineData("a statement")]
    [InlineData("an open reader")]
    [InlineData("the application itself")]
    public void Not_while_something_is_under_way(string what)
    {
        switch (what)
        {
            case "a statement":
                _backend.Begin(isRepeatable: true);
                break;
            case "an open reader":
                _backend.BeginReading();
                break;
            default:
                _backend.HandOut(owner: null);
                break;
        }

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(_backend.WasClosedAtRest());
    }
}
