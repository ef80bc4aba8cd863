namespace RoutingData.Sessions;

/// <summary>A session that keeps its connection to itself.</summary>
/// <param name="Pin">What holds it there, as metrics call it.</param>
/// <param name="Age">For how long.</param>
internal readonly record struct PinnedSession(string Pin, TimeSpan Age);
