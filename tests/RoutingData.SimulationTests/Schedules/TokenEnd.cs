namespace RoutingData.SimulationTests.Schedules;

/// <summary>What the last token of a session says when all is repaired.</summary>
/// <param name="Session">Whose.</param>
/// <param name="Process">Where it was given.</param>
/// <param name="Acknowledged">What the session had written when the token was made, by the server that it was made of.</param>
/// <param name="Lost">Whether it says that writes are lost.</param>
internal sealed record TokenEnd(int Session, int Process, IReadOnlySet<int> Acknowledged, bool Lost);
