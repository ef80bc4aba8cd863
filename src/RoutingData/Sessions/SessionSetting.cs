namespace RoutingData.Sessions;

/// <summary>A SET that a session ran, to be repeated on its other connections.</summary>
/// <param name="Version">Its place in the order of the session's settings, from 1.</param>
/// <param name="Statement">The statement to send.</param>
/// <param name="BuildsOnOthers">Whether a value in it is computed from settings.</param>
internal readonly record struct SessionSetting(int Version, string Statement, bool BuildsOnOthers);
