using Polly;
using RoutingData.Monitor;

namespace RoutingData.Abstractions;

/// <summary>What an application adds to its options that no configuration can hold.</summary>
internal sealed class ApplicationParts
{
    /// <summary>The driver that was chosen; null for the one that the application carries.</summary>
    public MySqlDriver? Driver { get; set; }

    /// <summary>The pipeline that was chosen for connects, if any.</summary>
    public ResiliencePipeline? ConnectRetry { get; set; }

    /// <summary>The fence that was chosen, if any.</summary>
    public Func<PromotionNotice, CancellationToken, Task>? PromotionFence { get; set; }

    /// <summary>The application's own policies for readers.</summary>
    public List<IReaderSelectionPolicy> ReaderSelectionPolicies { get; } = [];

    /// <summary>Finds the driver that was chosen, else the one the application carries.</summary>
    /// <exception cref="InvalidOperationException">There is none; the message says what to install.</exception>
    public MySqlDriver FindDriver() => Driver ?? MySqlDriver.Find();
}
