namespace RoutingData.Bench.Results.Checks;

/// <summary>What must hold of the router's reads, the bare driver's beside them. Pure.</summary>
internal static class StrikeVerdict
{
    /// <summary>What is not as it must be; nothing where all is well.</summary>
    /// <param name="router">What became of the router's reads.</param>
    /// <param name="bare">What became of the bare driver's in the same strike.</param>
    /// <param name="leavesEstablished">Whether the strike takes nothing that is established.</param>
    public static IEnumerable<string> FaultsOf(StrikeResult router, StrikeResult bare, bool leavesEstablished)
    {
        if (router.Wrong.Count > 0) yield return $"{router.Wrong.Count} results were not whole ({router.WrongInSilence} without an error): {router.Wrong[0]}";
        var others = router.OtherErrors.Keys.Concat(router.LaterErrors.Keys.Where(ResultJudge.IsNoDbException)).Distinct().ToList();
        if (others.Count > 0) yield return $"errors that are no DbException: {Names(others)}";
        var worse = router.Hanging.Except(bare.Hanging).ToList();
        if (worse.Count > 0) yield return $"callers hang that the bare driver lets go: {Names(worse)}";
        if (leavesEstablished && router.DbErrors.Count > 0) yield return $"errors though no connection was taken: {Names(router.DbErrors.Keys)}";
    }

    private static string Names(IEnumerable<string> names) => string.Join(", ", names);
}
