namespace RoutingData.Tool.Abstractions;

/// <summary>Ends the tool with a sentence and an exit code.</summary>
internal sealed class ToolException(int exitCode, string message, Exception? inner = null) : Exception(message, inner)
{
    public int ExitCode { get; } = exitCode;
}
