namespace RoutingData;

/// <summary>What was counted of all statements that begin with one word.</summary>
/// <param name="Operation">The word in capitals; <c>OTHER</c> for those that are not known.</param>
/// <param name="Count">Executions that were answered.</param>
/// <param name="Errors">Executions that ended in an exception.</param>
public sealed record OperationStatistics(string Operation, long Count, long Errors);
