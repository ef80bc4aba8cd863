using RoutingData.OpenTelemetry;

namespace OpenTelemetry.Trace;

/// <summary>Adds RoutingData to a tracer provider.</summary>
public static class RoutingDataTracerProviderBuilderExtensions
{
    /// <summary>Adds the spans of RoutingData, or the driver's.</summary>
    /// <param name="builder">The provider's builder.</param>
    /// <param name="operations">Who tells of operations; the same as for meters.</param>
    /// <returns>The builder.</returns>
    public static TracerProviderBuilder AddRoutingDataInstrumentation(
        this TracerProviderBuilder builder, RoutingDataOperations operations = RoutingDataOperations.Router)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddSource(operations == RoutingDataOperations.Router ? "RoutingData" : "MySqlConnector");
    }
}
