using RoutingData.Bench.Failover.Faults;
using RoutingData.Monitor;
using RoutingData.Testing;

namespace RoutingData.Bench.Failover;

/// <summary>What is run.</summary>
/// <param name="Fleet">How the servers belong together.</param>
/// <param name="Faults">One after another.</param>
/// <param name="Flavors">The servers, one after another.</param>
/// <param name="Runs">Of each fault on each.</param>
/// <param name="Writers">Sessions that insert.</param>
/// <param name="Readers">Sessions that read.</param>
/// <param name="Savers">Sessions that insert by EF Core's SaveChanges, in transactions.</param>
/// <param name="Scans">Sessions that read results larger than every buffer, and check each row.</param>
/// <param name="Rest">Each worker's pause between two statements.</param>
/// <param name="PromoteAfter">How long the promoter takes to act.</param>
/// <param name="Consistency">What plain reads of the router have to show.</param>
/// <param name="UnknownOutcome">What becomes of a write of the router's whose answer is lost.</param>
/// <param name="Proxy">A proxy that takes the router's place, or null.</param>
/// <param name="Logs">Whether what the router logs is printed.</param>
internal sealed record FailoverRunOptions(
    ClusterFleet Fleet, IReadOnlyList<Fault> Faults, IReadOnlyList<ServerFlavor> Flavors, int Runs, int Writers, int Readers, int Savers, int Scans,
    TimeSpan Rest, TimeSpan PromoteAfter, ConsistencyLevel Consistency, UnknownOutcome UnknownOutcome, ViaProxy? Proxy, bool Logs);
