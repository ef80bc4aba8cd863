namespace RoutingData.Bench.Replay.Scripts;

/// <summary>One statement of a script, or several that are sent as one text.</summary>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Text">What is sent.</param>
internal readonly record struct ScriptStatement(int Line, string Text)
{
    /// <summary>A line of its own that closes the session; the next statement opens another one.</summary>
    public const string NewSession = "-- new session";

    public bool EndsSession => Text == NewSession;
}
