namespace RoutingData.Tool.Prompt;

/// <summary>Runs what is typed.</summary>
internal interface IStatementRunner
{
    /// <returns>Whether it was understood.</returns>
    bool TryRun(string statement);
}
