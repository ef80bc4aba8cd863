namespace RoutingData.Dashboard.Models;

/// <summary>What does not change of a statement.</summary>
/// <param name="Text">Its digest text; empty for those that are not told apart.</param>
/// <param name="Summary">Its operations and tables.</param>
/// <param name="Operation">Its first word.</param>
/// <param name="Reason">Why it goes where it goes.</param>
internal sealed record StatementModel(string Text, string Summary, string Operation, string Reason)
{
    public static StatementModel Of(StatementStatistics statement) => new(statement.DigestText, statement.Summary, statement.Operation, statement.Reason);
}
