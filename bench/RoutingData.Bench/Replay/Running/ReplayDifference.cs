using RoutingData.Bench.Replay.Scripts;

namespace RoutingData.Bench.Replay.Running;

/// <summary>A statement that was answered otherwise.</summary>
/// <param name="File">The script.</param>
/// <param name="Statement">The statement.</param>
/// <param name="Server">Where the router ran it.</param>
/// <param name="What">What a single server answered, and what the router did.</param>
internal sealed record ReplayDifference(string File, ScriptStatement Statement, string Server, string What)
{
    private const int LongestShown = 400;

    public override string ToString()
    {
        var text = Statement.Text.ReplaceLineEndings(" ");
        return $"{File}:{Statement.Line} on {Server}: {(text.Length <= LongestShown ? text : $"{text[..LongestShown]}...")}{Environment.NewLine}    {What}";
    }
}
