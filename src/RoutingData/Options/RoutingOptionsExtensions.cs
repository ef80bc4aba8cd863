using System.Data.Common;
using Polly;
using RoutingData.Monitor;

namespace RoutingData;

/// <summary>Adds to options what no configuration can hold: objects and callbacks of the application's own.</summary>
public static class RoutingOptionsExtensions
{
    /// <summary>Chooses the ADO.NET driver, instead of the one found beside the application (MySqlConnector, else MySql.Data).</summary>
    /// <param name="options">The options.</param>
    /// <param name="factory">The driver's factory, for example <c>MySqlConnectorFactory.Instance</c>.</param>
    /// <returns>These options.</returns>
    public static RoutingOptions UseDriver(this RoutingOptions options, DbProviderFactory factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return options.UseDriver(MySqlDriver.Of(factory));
    }

    /// <summary>
    /// Repeats failed connects by a pipeline of the application's own, instead of the one made from
    /// <see cref="FailoverOptions.ConnectRetriesOnFailure"/>. It is entered only after a connect has failed, and sees only failures that a
    /// later connect may mend: refused logins, cancellations and the router's own errors never enter it. Each try chooses its server anew.
    /// </summary>
    /// <param name="options">The options.</param>
    /// <param name="pipeline">The pipeline; it is shared by all connections.</param>
    /// <returns>These options.</returns>
    public static RoutingOptions UseConnectRetry(this RoutingOptions options, ResiliencePipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(pipeline);
        options.GetParts().ConnectRetry = pipeline;
        return options;
    }

    /// <summary>
    /// Runs a callback before a newly promoted server receives its first statement: to fence the old writer off, to ask the promoter, to compare
    /// GTIDs. Statements for the writer wait until it has ended; it is not called for the first writer at the start.
    /// </summary>
    /// <param name="options">The options.</param>
    /// <param name="fence">
    /// Called once for each promotion. If it throws, the exception is logged, the server receives nothing, and the callback is called again a second
    /// later as long as that server is to be the writer.
    /// </param>
    /// <returns>These options.</returns>
    public static RoutingOptions UsePromotionFence(this RoutingOptions options, Func<PromotionNotice, CancellationToken, Task> fence)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(fence);
        options.GetParts().PromotionFence = fence;
        return options;
    }

    /// <summary>Adds a policy of the application's own, which <see cref="PoolOptions.ReaderSelection"/> can name.</summary>
    /// <param name="options">The options.</param>
    /// <param name="policy">The policy; many threads ask it at once.</param>
    /// <returns>These options.</returns>
    public static RoutingOptions AddReaderSelectionPolicy(this RoutingOptions options, IReaderSelectionPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(policy);
        options.GetParts().ReaderSelectionPolicies.Add(policy);
        return options;
    }

    internal static RoutingOptions UseDriver(this RoutingOptions options, MySqlDriver driver)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.GetParts().Driver = driver;
        return options;
    }
}
