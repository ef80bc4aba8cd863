namespace RoutingData.Bench.Throughput;

/// <summary>What is measured.</summary>
/// <param name="Workloads">As on the command line.</param>
/// <param name="Targets">As on the command line; the first is what the others are compared with.</param>
/// <param name="Workers">How many at a time.</param>
/// <param name="Time">For each target, workload and number of workers.</param>
/// <param name="Slice">How long one target works before the next has its turn.</param>
/// <param name="Crews">How many times all workers and their connections are made anew.</param>
/// <param name="Think">Time a worker is busy with something else before each step.</param>
/// <param name="Async">Whether through the asynchronous methods.</param>
/// <param name="KeepsCommands">Whether a command is made once and executed again.</param>
internal sealed record ThroughputOptions(
    string[] Workloads, string[] Targets, int[] Workers, TimeSpan Time, TimeSpan Slice, int Crews, TimeSpan Think, bool Async, bool KeepsCommands)
{
    /// <summary>Turns of each target with one crew.</summary>
    public int Rounds => Math.Max(1, (int)(Time / Slice / Crews));
}
