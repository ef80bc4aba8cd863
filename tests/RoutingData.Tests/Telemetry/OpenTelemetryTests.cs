using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using RoutingData.OpenTelemetry;

namespace RoutingData.Tests.Telemetry;

/// <summary>What the package adds to providers: the router's or the driver's operations, never both.</summary>
[Collection(ProcessListeners.Collection)]
public sealed class OpenTelemetryTests
{
    [Theory]
    [InlineData(RoutingDataOperations.Router, "RoutingData RoutingData.Client")]
    [InlineData(RoutingDataOperations.Driver, "MySqlConnector RoutingData")]
    public void Meters_are_of_one_or_the_other(RoutingDataOperations operations, string expected)
    {
        var exported = new List<Metric>();
        using (var provider = Sdk.CreateMeterProviderBuilder().AddRoutingDataInstrumentation(operations).AddInMemoryExporter(exported).Build())
        {
            foreach (var name in new[] { "RoutingData", "RoutingData.Client", "MySqlConnector" })
            {
                using var meter = new System.Diagnostics.Metrics.Meter(name);
                meter.CreateCounter<long>($"of.{name}").Add(1);
                provider.ForceFlush();
            }
        }

        var told = exported.Where(metric => metric.Name.StartsWith("of.", StringComparison.Ordinal)).Select(metric => metric.MeterName).Distinct();
        Assert.Equal(expected, string.Join(' ', told.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData(RoutingDataOperations.Router, "RoutingData")]
    [InlineData(RoutingDataOperations.Driver, "MySqlConnector")]
    public void Spans_are_of_one_or_the_other(RoutingDataOperations operations, string expected)
    {
        var exported = new List<Activity>();
        using (Sdk.CreateTracerProviderBuilder().AddRoutingDataInstrumentation(operations).AddInMemoryExporter(exported).Build())
        {
            foreach (var name in new[] { "RoutingData", "MySqlConnector" })
            {
                using var source = new ActivitySource(name);
                source.StartActivity($"of {name}")?.Dispose();
            }
        }

        Assert.Equal([expected], exported.Where(span => span.DisplayName.StartsWith("of ", StringComparison.Ordinal)).Select(span => span.Source.Name));
    }
}
