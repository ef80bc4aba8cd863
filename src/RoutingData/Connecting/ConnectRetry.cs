using System.Transactions;
using Polly;
using Polly.Retry;
using RoutingData.Monitor.Drivers;
using RoutingData.Pools;

namespace RoutingData.Connecting;

/// <summary>
/// How often and how fast a failed connect is tried again (<c>connect_retries_on_failure</c>, <c>connect_retries_delay</c>), as a Polly
/// pipeline: exponential from the configured delay, jittered. Each try chooses its server anew.
/// </summary>
internal static class ConnectRetry
{
    public static ResiliencePipeline Build(FailoverOptions options, TimeProvider timeProvider, Random random)
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = timeProvider };
        if (options.ConnectRetriesOnFailure > 0)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = options.ConnectRetriesOnFailure,
                Delay = TimeSpan.FromMilliseconds(options.ConnectRetriesDelayMs),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Randomizer = random.NextDouble,
                ShouldHandle = new PredicateBuilder().Handle<Exception>(IsWorthwhile),
            });
        }

        return builder.Build();
    }

    /// <summary>Whether a failed connect may succeed a moment later or on another server; not once the data source has been disposed
    /// of.</summary>
    public static bool IsWorthwhile(Exception exception) =>
        exception is not (OperationCanceledException or RoutingDbException) && !DataSourceEnd.IsCause(exception) && !IsOwn(exception) &&
        !DriverError.IsLoginRefusal(exception);

    /// <summary>Whether it is the driver's own answer to what it was asked for, of which no server knows.</summary>
    public static bool IsOwn(Exception exception) => exception is
        TransactionException or ArgumentException or NotSupportedException or (InvalidOperationException and not ObjectDisposedException)
        && !DriverError.IsTimeOver(exception);
}
