using RoutingData.Markers;

namespace RoutingData.Configuration;

/// <summary>What is wrong with the table of markers.</summary>
internal static class MarkerValidation
{
    public static IEnumerable<OptionsError> Validate(FailoverOptions failover, string? defaultSchema)
    {
        const string path = $"{nameof(RoutingOptions.Failover)}.{nameof(FailoverOptions.MarkerTable)}";
        if (!MarkerTable.IsName(failover.MarkerTable))
        {
            yield return new OptionsError(
                path, "It must be 'table' or 'schema.table', of letters, digits, '_' and '$', each 64 characters at most.");
        }
        else if (failover.UnknownOutcome == UnknownOutcome.Resolve && MarkerTable.Of(failover.MarkerTable, defaultSchema) is null)
        {
            yield return new OptionsError(path, "There is no default schema: name the table as 'schema.table'.");
        }
    }
}
