namespace RoutingData.Bench.Replay.Comparing;

/// <summary>Compares what one server answered with what the router did: pure.</summary>
internal static class ReplayJudge
{
    private const int LongestShown = 300;

    /// <summary>What differs, for a person; null when nothing does.</summary>
    /// <param name="bare">The answer of a single server.</param>
    /// <param name="routed">The answer through the router.</param>
    public static string? DifferenceOf(Answer bare, Answer routed)
    {
        if (bare.Error != routed.Error || bare.Failure?.Type != routed.Failure?.Type)
            return $"{Outcome(bare)} / {Outcome(routed)}";
        if (bare.Results.Count != routed.Results.Count)
            return $"{bare.Results.Count} sets of rows / {routed.Results.Count}";
        for (var i = 0; i < bare.Results.Count; i++)
        {
            if (DifferenceOf(bare.Results[i], routed.Results[i]) is { } difference)
                return difference;
        }

        // Of a text that failed in the middle drivers count what they have seen so far.
        if (bare.Error is null && bare.RecordsAffected != routed.RecordsAffected)
            return $"{bare.RecordsAffected} rows affected / {routed.RecordsAffected}";
        return bare.Warnings.SequenceEqual(routed.Warnings) ? null : $"warnings {Text(bare.Warnings)} / {Text(routed.Warnings)}";
    }

    // No server promises an order that nobody asked for.
    private static string? DifferenceOf(RowSet bare, RowSet routed)
    {
        if (!bare.Columns.SequenceEqual(routed.Columns))
            return $"columns {Text(bare.Columns)} / {Text(routed.Columns)}";
        return bare.Rows.Order(StringComparer.Ordinal).SequenceEqual(routed.Rows.Order(StringComparer.Ordinal))
            ? null
            : $"rows {Text(bare.Rows)} / {Text(routed.Rows)}";
    }

    private static string Outcome(Answer answer) =>
        answer.Error is { } number ? $"error {number}"
        : answer.Failure is { } failure ? Short($"{failure.Type}: {failure.Message}")
        : answer.Results is [] ? $"{answer.RecordsAffected} rows affected"
        : $"rows {Text(answer.Results[0].Rows)}";

    private static string Text(IEnumerable<string> lines) => Short($"[{string.Join("; ", lines)}]");

    private static string Short(string text) => text.Length <= LongestShown ? text : $"{text[..LongestShown]}...";
}
