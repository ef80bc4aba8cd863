using Microsoft.Extensions.Diagnostics.HealthChecks;
using RoutingData.Health;
using RoutingData.Tests.Topology;

namespace RoutingData.Tests.Health;

/// <summary>What a topology means to an application that asks how the fleet is.</summary>
public sealed class FleetHealthTests
{
    [Theory]
    [InlineData("ab", "a=w b=r", HealthStatus.Healthy, "")]
    [InlineData("a", "a=w", HealthStatus.Healthy, "")]
    [InlineData("ab", "", HealthStatus.Unhealthy, "No server has answered yet. Hostgroup 10 has no writer.")]
    [InlineData("ab", "a=r b=r", HealthStatus.Unhealthy, "Hostgroup 10 has no writer.")]
    [InlineData("ab", "a=w b=r a=l a=l a=l", HealthStatus.Unhealthy, "Hostgroup 10 has no writer. a:3306 is down.")]
    [InlineData("ab", "a=w b=r a=l b=l a=l b=l a=l b=l", HealthStatus.Unhealthy, "No server answers.")]
    [InlineData("abc", "a=w b=r c=r c=l", HealthStatus.Degraded, "c:3306 did not answer its last probe.")]
    [InlineData("abc", "a=w b=r c=r c=l c=l c=l", HealthStatus.Degraded, "c:3306 is down.")]
    [InlineData("ab", "a=w b=r b=l b=l b=l", HealthStatus.Degraded, "Hostgroup 20 has no reader but the writer.")]
    [InlineData("ab", "a=w b=r b=x", HealthStatus.Degraded, "b:3306 refuses the monitor's login.")]
    [InlineData("abc", "a=w b=r c=r c=w a=w b=r c=w a=w", HealthStatus.Degraded, "c:3306 is writable beside another server, and gets nothing.")]
    [InlineData("ab", "a=w b=r<a~61", HealthStatus.Degraded, "b:3306 is behind (61 s behind).")]
    [InlineData("ab", "a=w b=r<a~60", HealthStatus.Healthy, "")]
    public void A_fleet_is_as_its_writer_and_its_servers_are(string servers, string schedule, HealthStatus status, string reason)
    {
        var finding = FleetHealth.Of(Fleet.Of(servers).See(schedule).Now, evidenceAge: null, new RoutingHealthOptions());

        Assert.Equal(status, finding.Status);
        if (reason.Length == 0) Assert.Empty(finding.Reasons);
        else Assert.StartsWith(reason, string.Join(' ', finding.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void A_reader_that_is_too_late_to_serve_degrades_it_whatever_the_checks_own_limit()
    {
        var finding = FleetHealth.Of(Fleet.Of("ab", maxLag: 5).See("a=w b=r<a~6").Now, null, new RoutingHealthOptions());

        Assert.Contains("b:3306 is too far behind to serve (6 s behind).", finding.Reasons);
    }

    [Theory]
    [InlineData(60, HealthStatus.Healthy)]
    [InlineData(61, HealthStatus.Degraded)]
    public void Old_evidence_degrades_it(int seconds, HealthStatus status) =>
        Assert.Equal(status, FleetHealth.Of(Fleet.Of("ab").See("a=w b=r").Now, TimeSpan.FromSeconds(seconds), new RoutingHealthOptions()).Status);

    [Fact]
    public void A_server_that_was_taken_out_on_purpose_is_not_missed()
    {
        var fleet = Fleet.Of("abc").See("a=w b=r c=r").Drain('c').See("c=l c=l c=l");

        var finding = FleetHealth.Of(fleet.Now, null, new RoutingHealthOptions());

        Assert.Equal((HealthStatus.Healthy, 0), (finding.Status, finding.Reasons.Length));
        Assert.Contains("out of service", (string)finding.Data["c:3306"], StringComparison.Ordinal);
    }

    [Fact]
    public void The_data_tells_a_person_who_is_what()
    {
        var finding = FleetHealth.Of(Fleet.Of("ab").See("a=w b=r<a~3").Now, TimeSpan.FromSeconds(1.25), new RoutingHealthOptions());

        Assert.Equal("a:3306", finding.Data["writer of hostgroup 10"]);
        Assert.Equal("Writer, Online, 10.11.6-MariaDB", finding.Data["a:3306"]);
        Assert.Equal("Reader, Online, 3 s behind, 10.11.6-MariaDB", finding.Data["b:3306"]);
        Assert.Equal("1.3 s old", finding.Data["evidence"]);
    }
}
