using RoutingData.Statements;

namespace RoutingData.SessionStates;

/// <summary>What a session set, to be repeated on its other connections.</summary>
/// <param name="Version">Its place in the order of the session's settings, from 1.</param>
/// <param name="Assignment">What to set.</param>
internal readonly record struct SessionSetting(int Version, SettingAssignment Assignment);
