using RoutingData.Configuration;

namespace RoutingData.ProxySql.Admin;

/// <summary>Copies options, so that a change of some of them can be tried.</summary>
internal static class OptionsCopy
{
    private static readonly RoutingDbConnectionStringBuilder Nothing = new();

    public static RoutingOptions Of(RoutingOptions options)
    {
        var copy = new RoutingOptions
        {
            ConnectionString = options.ConnectionString,
            Username = options.Username,
            Password = options.Password,
            DefaultSchema = options.DefaultSchema,
            DefaultHostgroup = options.DefaultHostgroup,
            TransactionPersistent = options.TransactionPersistent,
            DefaultQueryTimeoutMs = options.DefaultQueryTimeoutMs,
            DefaultQueryDelayMs = options.DefaultQueryDelayMs,
            Servers = [.. options.Servers],
            Zone = options.Zone,
            ReplicationHostgroups = [.. options.ReplicationHostgroups],
            QueryRules = [.. options.QueryRules],
            CommentHints = options.CommentHints,
            Monitor = EffectiveOptions.Monitor(options.Monitor, Nothing),
            Failover = EffectiveOptions.Failover(options.Failover, Nothing),
            Consistency = EffectiveOptions.Consistency(options.Consistency, Nothing),
            Pool = EffectiveOptions.Pool(options.Pool),
            Hedging = EffectiveOptions.Hedging(options.Hedging),
            Outliers = EffectiveOptions.Outliers(options.Outliers),
            Telemetry = EffectiveOptions.Telemetry(options.Telemetry),
            ReadOnlyFunctions = [.. options.ReadOnlyFunctions],
            LearnReadOnlyFunctions = options.LearnReadOnlyFunctions,
            LearnViewsAndTriggers = options.LearnViewsAndTriggers,
        };
        var parts = options.GetParts();
        (copy.GetParts().Driver, copy.GetParts().ConnectRetry, copy.GetParts().PromotionFence) = (parts.Driver, parts.ConnectRetry, parts.PromotionFence);
        copy.GetParts().ReaderSelectionPolicies.AddRange(parts.ReaderSelectionPolicies);
        return copy;
    }
}
