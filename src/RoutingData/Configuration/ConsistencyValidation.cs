namespace RoutingData.Configuration;

/// <summary>What is wrong with how fresh answers have to be.</summary>
internal static class ConsistencyValidation
{
    public static IEnumerable<OptionsError> Validate(ConsistencyOptions consistency, RoutingDbConnectionStringBuilder connection)
    {
        if (consistency.Level != ConsistencyLevel.Bounded && connection is { MaxStaleness: not null, Consistency: not (null or ConsistencyLevel.Bounded) })
        {
            yield return new OptionsError(
                nameof(RoutingOptions.ConnectionString), "Max Staleness is the bound of Consistency=Bounded, and the connection string says another level.");
        }
    }
}
