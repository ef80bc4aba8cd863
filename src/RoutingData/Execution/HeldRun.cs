namespace RoutingData.Execution;

/// <summary>How far a statement has come that runs in a transaction of the router's own.</summary>
internal sealed class HeldRun<T>
{
    /// <summary>Whether its COMMIT may have been sent: before that nothing of it can be committed.</summary>
    public bool IsCommitSent { get; set; }

    /// <summary>Its result, which the caller gets once it is committed.</summary>
    public T Result { get; set; } = default!;
}
