namespace RoutingData.Configuration;

/// <summary>What is wrong with when readers are set aside, beside the ranges.</summary>
internal static class OutlierValidation
{
    public static IEnumerable<OptionsError> Validate(OutlierOptions outliers)
    {
        if (outliers.LatencyFactor == 1)
        {
            yield return new OptionsError(
                $"{nameof(RoutingOptions.Outliers)}.{nameof(OutlierOptions.LatencyFactor)}",
                "Half of the readers would be too slow: it must be 2 or more, or 0 for none.");
        }
    }
}
