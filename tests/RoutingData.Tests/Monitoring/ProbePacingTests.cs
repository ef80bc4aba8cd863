using RoutingData.Monitor.Probing;

namespace RoutingData.Tests.Monitoring;

/// <summary>How fast the monitor asks, by how long a trouble has lasted.</summary>
public sealed class ProbePacingTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    [Theory]
    [Trait("Fault", "R14")]
    [InlineData(0, false, 50)]
    [InlineData(3, false, 50)]
    [InlineData(6, false, 200)]
    [InlineData(12, false, 800)]
    [InlineData(14, false, 1000)]
    [InlineData(86_400, false, 1000)]
    [InlineData(3.1, true, 50)]
    [InlineData(10, true, 50)]
    [InlineData(20, true, 100)]
    [InlineData(40, true, 200)]
    [InlineData(86_400, true, 200)]
    public void Without_a_writer_it_asks_ever_more_seldom_and_sooner_while_a_statement_waits(double elapsed, bool wanted, double pause) =>
        Assert.Equal(pause, ProbePacing.BetweenProbes(TimeSpan.FromSeconds(elapsed), wanted, Interval).TotalMilliseconds, 1.0);

    [Theory]
    [Trait("Fault", "R14")]
    [InlineData(20, 120)]
    [InlineData(3600, 3700)]
    public void So_many_probes_it_comes_to(double seconds, int most)
    {
        var (elapsed, probes) = (TimeSpan.Zero, 0);
        for (; elapsed < TimeSpan.FromSeconds(seconds); probes++) elapsed += ProbePacing.BetweenProbes(elapsed, isWanted: false, Interval);
        Assert.InRange(probes, most / 2, most);
    }

    [Theory]
    [Trait("Fault", "R14")]
    [InlineData(50)]
    [InlineData(5000)]
    public void An_interval_of_ones_own_is_never_gone_below(int ms)
    {
        var interval = TimeSpan.FromMilliseconds(ms);
        foreach (var elapsed in new[] { 0, 1, 5, 60, 3600 })
        {
            foreach (var wanted in new[] { false, true })
                Assert.InRange(ProbePacing.BetweenProbes(TimeSpan.FromSeconds(elapsed), wanted, interval), interval, Max(interval, TimeSpan.FromSeconds(1)));
        }
    }

    [Theory]
    [Trait("Fault", "R14")]
    [InlineData(0, 1)]
    [InlineData(10, 1)]
    [InlineData(50, 5)]
    [InlineData(3600, 10)]
    public void Names_are_looked_up_anew_ever_more_seldom(int elapsed, int age) =>
        Assert.Equal(TimeSpan.FromSeconds(age), ProbePacing.MostAgeWithoutWriter(TimeSpan.FromSeconds(elapsed)));

    [Theory]
    [Trait("Fault", "R6")]
    [InlineData(0, true, false, 0)]
    [InlineData(1, true, false, 1)]
    [InlineData(2, true, false, 2)]
    [InlineData(3, true, false, 4)]
    [InlineData(6, true, false, 32)]
    [InlineData(7, true, false, 60)]
    [InlineData(1_000_000, true, false, 60)]
    [InlineData(2, true, true, 2)]
    [InlineData(9, true, true, 5)]
    [InlineData(9, false, false, 0.25)]
    public void Refused_logins_are_seconds_apart_and_then_a_minute(int refusals, bool ofUser, bool suspected, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), ProbePacing.BetweenLogins(refusals, ofUser, suspected));

    [Theory]
    [Trait("Fault", "R9")]
    [InlineData(0, 0)]
    [InlineData(1, 0.5)]
    [InlineData(3, 2)]
    [InlineData(100, 5)]
    public void Renewals_are_at_once_and_then_seconds_apart(int renewals, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), ProbePacing.BetweenRenewals(renewals));

    [Theory]
    [Trait("Fault", "R4")]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(5, 16)]
    [InlineData(100, 60)]
    public void Replacements_that_fail_are_ever_farther_apart(int failures, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), ProbePacing.BetweenReplacements(failures));

    [Fact]
    [Trait("Fault", "R14")]
    public void The_lack_of_a_writer_is_told_of_at_long_intervals() =>
        Assert.Equal([5, 60, 600, 1200, 1800], Enumerable.Range(0, 5).Select(told => ProbePacing.UntilTold(told).TotalSeconds));

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
