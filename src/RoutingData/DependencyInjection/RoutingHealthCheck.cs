using Microsoft.Extensions.Diagnostics.HealthChecks;
using RoutingData.Health;

namespace RoutingData.DependencyInjection;

/// <summary>Tells what the monitor knows already: it asks no server, and opens no connection.</summary>
/// <param name="source">The data source.</param>
/// <param name="options">What counts as too much.</param>
internal sealed class RoutingHealthCheck(RoutingDbDataSource source, RoutingHealthOptions options) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (source.IsDisposed) return Task.FromResult(new HealthCheckResult(context.Registration.FailureStatus, "The data source has been disposed of."));

        var finding = FleetHealth.Of(source.Monitor.Current, source.Runtime.EvidenceAge(), options);
        // The registration says how bad the worst is.
        var status = finding.Status == HealthStatus.Unhealthy ? context.Registration.FailureStatus : finding.Status;
        var description = finding.Reasons.IsEmpty ? "There are a writer and readers, and all servers answer." : string.Join(' ', finding.Reasons);
        return Task.FromResult(new HealthCheckResult(status, description, exception: null, finding.Data));
    }
}
