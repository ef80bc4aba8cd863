using RoutingData.OpenTelemetry;

namespace OpenTelemetry.Metrics;

/// <summary>Adds RoutingData to a meter provider.</summary>
public static class RoutingDataMeterProviderBuilderExtensions
{
    /// <summary>Adds the meters of RoutingData: <c>RoutingData</c>, and for the operations <c>RoutingData.Client</c> or the driver's.</summary>
    /// <param name="builder">The provider's builder.</param>
    /// <param name="operations">Who tells of operations and pools; the same as for spans.</param>
    /// <returns>The builder.</returns>
    public static MeterProviderBuilder AddRoutingDataInstrumentation(
        this MeterProviderBuilder builder, RoutingDataOperations operations = RoutingDataOperations.Router)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddMeter("RoutingData", operations == RoutingDataOperations.Router ? "RoutingData.Client" : "MySqlConnector");
    }
}
