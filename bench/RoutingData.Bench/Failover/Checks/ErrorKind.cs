namespace RoutingData.Bench.Failover.Checks;

/// <summary>Names what a caller was told: who says it, the server's number, and the outcome where one is given.</summary>
internal static class ErrorKind
{
    private const string OutcomeKey = "RoutingData.Outcome";
    private const string NumberKey = "Server Error Code";

    public const string Unknown = nameof(StatementOutcome.Unknown);

    public static string Of(Exception error)
    {
        if (error is RoutingDbException own) return own.Outcome.ToString();
        var number = Convert.ToInt32(error.Data[NumberKey] ?? 0);
        var name = number == 0 ? error.GetType().Name : $"error {number}";
        return error.Data[OutcomeKey] is { } outcome ? $"{name} ({outcome})" : name;
    }

    /// <summary>Whether the caller could not know whether the write ran.</summary>
    /// <param name="attempt">A write that failed.</param>
    /// <param name="throughProxy">The bare driver's error stands for nothing but what the server itself said.</param>
    public static bool LeavesOpen(Loads.Attempt attempt, bool throughProxy) => attempt switch
    {
        { Error: RoutingDbException own } => own.Outcome == StatementOutcome.Unknown,
        _ => throughProxy && attempt.Opened && attempt.Error!.Data[NumberKey] is null or 0,
    };
}
