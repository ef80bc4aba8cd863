namespace RoutingData.Bench.Failover.Loads;

/// <summary>How much the workers do.</summary>
/// <param name="Writers">Sessions that insert.</param>
/// <param name="Readers">Sessions that read.</param>
/// <param name="Savers">Sessions that insert by EF Core's SaveChanges, in transactions; only through the router.</param>
/// <param name="Rest">Each worker's pause between two statements.</param>
/// <param name="AlsoSynchronous">Whether half of the workers call the synchronous methods, each on a thread of its own.</param>
/// <param name="AlsoTransactions">Whether every second insert is a transaction.</param>
/// <param name="AlsoKeys">Whether every third insert asks for its key in the same text.</param>
internal sealed record LoadOptions(int Writers, int Readers, int Savers, TimeSpan Rest, bool AlsoSynchronous, bool AlsoTransactions, bool AlsoKeys = false);
