namespace RoutingData.Dashboard.Models;

/// <summary>What became of an action, or why it was refused: a sentence.</summary>
internal sealed record ActionAnswer(string Message);
