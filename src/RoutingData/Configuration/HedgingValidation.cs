namespace RoutingData.Configuration;

/// <summary>What is wrong with what is said of reads that are sent twice, beside the ranges.</summary>
internal static class HedgingValidation
{
    private const int Least = 50;

    public static IEnumerable<OptionsError> Validate(HedgingOptions hedging)
    {
        if (hedging.Percentile is > 0 and < Least)
        {
            yield return new OptionsError(
                $"{nameof(RoutingOptions.Hedging)}.{nameof(HedgingOptions.Percentile)}",
                $"Most reads would be late: it must be {Least} to 99, or 0 for none.");
        }
    }
}
