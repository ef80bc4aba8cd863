namespace RoutingData.Dashboard.Facts;

/// <summary>What failures came to, since the process began.</summary>
/// <param name="OutcomesUnknown">Statements whose answer never came.</param>
/// <param name="RunElsewhere">Reads that were lost with a server and ran on another.</param>
/// <param name="StatesLost">Sessions whose state went down with a server.</param>
/// <param name="RefusedByReader">Statements taken for reads that a reader refused as writes.</param>
/// <param name="Overruled">Decisions in which a rule's reader hostgroup was overruled.</param>
internal readonly record struct IncidentCounts(long OutcomesUnknown, long RunElsewhere, long StatesLost, long RefusedByReader, long Overruled);
