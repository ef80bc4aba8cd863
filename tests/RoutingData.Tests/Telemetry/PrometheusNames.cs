namespace RoutingData.Tests.Telemetry;

/// <summary>What OpenTelemetry's exporters for Prometheus make of the names of instruments and attributes.</summary>
internal static class PrometheusNames
{
    /// <summary>The series of each instrument, with the instrument.</summary>
    public static readonly IReadOnlyDictionary<string, string> Series = InstrumentCatalog.Instruments
        .SelectMany(each => Of(each.Name, each.Kind, each.Unit).Select(series => (series, each.Name))).ToDictionary(entry => entry.series, entry => entry.Name);

    /// <summary>The labels, with their attributes.</summary>
    public static readonly IReadOnlyDictionary<string, string> Labels = InstrumentCatalog.Attributes.ToDictionary(each => LabelOf(each.Name), each => each.Name);

    public static string LabelOf(string attribute) => attribute.Replace('.', '_');

    // Dots become underscores, the unit is appended where it is no annotation, and a counter ends in _total.
    private static IEnumerable<string> Of(string name, string kind, string unit)
    {
        var series = LabelOf(name) + (unit == "s" ? "_seconds" : "");
        return kind switch
        {
            "Histogram" => [$"{series}_bucket", $"{series}_sum", $"{series}_count"],
            "Counter" or "ObservableCounter" => [$"{series}_total"],
            _ => [series],
        };
    }
}
