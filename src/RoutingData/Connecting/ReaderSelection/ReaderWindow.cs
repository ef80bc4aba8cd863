using RoutingData.Monitor;

namespace RoutingData.Connecting.ReaderSelection;

/// <summary>What a reader has done for this process in the last second, or two.</summary>
/// <param name="Server">The reader.</param>
/// <param name="Answers">Reads that it answered, or that another reader answered sooner.</param>
/// <param name="Failures">Reads that were lost there or found no connection.</param>
/// <param name="Latency">How long its answers take; zero where nothing is known.</param>
internal readonly record struct ReaderWindow(ServerAddress Server, int Answers, int Failures, TimeSpan Latency)
{
    /// <summary>All that was tried there.</summary>
    public int Reads => Answers + Failures;
}
