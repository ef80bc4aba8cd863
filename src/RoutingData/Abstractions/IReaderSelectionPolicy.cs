namespace RoutingData;

/// <summary>
/// Chooses the reader for a connection. Options name it (<see cref="PoolOptions.ReaderSelection"/>); <see cref="ReaderSelectionPolicies"/> has those
/// that come with the library.
/// </summary>
/// <remarks>
/// It is asked when a session needs a connection to a reader, not for each statement, and by many threads at once. Health, lag, drained
/// servers and those that have just failed the statement are looked at before. Where the chosen one does not show what the session has written, the session's
/// former reader takes its place if that does, else the policy is asked once more, among those that do. Of one candidate it is not asked. Weights
/// and slow start are a candidate's <see cref="ReaderCandidate.Weight"/>, which it is the policy's to respect.
/// </remarks>
public interface IReaderSelectionPolicy
{
    /// <summary>The name by which options choose it; compared without regard to case.</summary>
    string Name { get; }

    /// <summary>Whether it looks at <see cref="ReaderCandidate.Latency"/>: only then are reads timed for it.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    bool NeedsLatency => false;

    /// <summary>Chooses one of the candidates.</summary>
    /// <param name="candidates">The readers that may serve, one at least, in the order in which they are configured.</param>
    /// <param name="sample">A random number from 0 up to but not including 1: a policy that needs chance takes it from here, so that a simulation can
    /// repeat it.</param>
    /// <returns>The index of the chosen one.</returns>
    int Choose(ReadOnlySpan<ReaderCandidate> candidates, double sample);
}
