namespace RoutingData.ServerTests.RoutedClusters;

/// <summary>One line of a server's general log.</summary>
/// <param name="Server">The server's name.</param>
/// <param name="At">When it arrived, in microseconds of the machine's clock.</param>
/// <param name="Thread">The physical connection.</param>
/// <param name="Command">Query, Prepare, Execute, Connect, Quit, Reset connection...</param>
/// <param name="Text">The statement.</param>
internal sealed record LoggedStatement(string Server, long At, long Thread, string Command, string Text)
{
    /// <summary>Whether it made the server do what its text says.</summary>
    public bool IsExecution => Command is "Query" or "Execute";

    /// <summary>Whether a session began with it on a connection that another one had used.</summary>
    public bool IsReset => Command.StartsWith("Reset", StringComparison.OrdinalIgnoreCase) || Command == "Change user";
}
