using RoutingData.Monitor.Probing;

namespace RoutingData.Tests.Monitoring;

[Trait("Fault", "R4")]
public sealed class ReportPaceTests
{
    private readonly ManualTime _time = new();

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(1000)]
    public void Reports_ask_for_no_more_than_a_few_probes_at_once_and_then_one_an_interval(int between)
    {
        var pace = new ReportPace(_time, () => TimeSpan.FromMilliseconds(50));
        var probes = 0;
        for (var elapsed = 0; elapsed < 5000; probes++)
        {
            var early = pace.Take();
            Assert.True(between < 50 || early == TimeSpan.Zero);
            var pause = (int)early.TotalMilliseconds + between;
            _time.Advance(TimeSpan.FromMilliseconds(pause));
            elapsed += pause;
        }

        Assert.InRange(probes, 5, 5 + (5000 / 50) + 1);
    }

    [Fact]
    public void As_many_as_one_refused_write_asks_for_set_out_at_once()
    {
        var pace = new ReportPace(_time, () => TimeSpan.FromMilliseconds(50));
        Assert.Equal([0, 0, 0, 0, 0, 50], Enumerable.Range(0, 6).Select(_ => (int)pace.Take().TotalMilliseconds));
    }
}
