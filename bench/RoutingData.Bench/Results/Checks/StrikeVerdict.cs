namespace RoutingData.Bench.Results.Checks;

/// <summary>What must hold of the router's reads. Pure.</summary>
internal static class StrikeVerdict
{
    /// <summary>What is not as it must be; nothing where all is well.</summary>
    /// <param name="router">What became of the router's reads.</param>
    /// <param name="leavesEstablished">Whether the strike takes nothing that is established.</param>
    public static IEnumerable<string> FaultsOf(StrikeResult router, bool leavesEstablished)
    {
        if (router.Wrong.Count > 0) yield return $"{router.Wrong.Count} results were not whole ({router.WrongInSilence} without an error): {router.Wrong[0]}";
        var others = router.OtherErrors.Keys.Concat(router.LaterErrors.Keys.Where(ResultJudge.IsNoDbException)).Distinct().ToList();
        if (others.Count > 0) yield return $"errors that are no DbException: {Names(others)}";
        if (router.Hanging.Count > 0) yield return $"callers hang: {Names(router.Hanging.Distinct())}";
        if (leavesEstablished && router.DbErrors.Count > 0) yield return $"errors though no connection was taken: {Names(router.DbErrors.Keys)}";
    }

    private static string Names(IEnumerable<string> names) => string.Join(", ", names);
}
