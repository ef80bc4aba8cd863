namespace RoutingData.Connecting;

/// <summary>A command or a batch that is executed, and may be cancelled meanwhile.</summary>
internal interface IExecution
{
    /// <summary>Whether <c>Cancel()</c> was called since its execution began.</summary>
    bool IsCancelled { get; }
}
