namespace RoutingData.Connecting.ReaderSelection;

/// <summary>A reader that is set aside, or was not long ago.</summary>
/// <param name="Reason">Why, in words.</param>
/// <param name="Since">When, by the clock of the data source.</param>
/// <param name="For">For how long.</param>
/// <param name="Times">How often in a row.</param>
internal sealed record SetAsideReader(string Reason, TimeSpan Since, TimeSpan For, int Times)
{
    /// <summary>When it is chosen again.</summary>
    public TimeSpan Until => Since + For;

    /// <summary>Whether it has been back for as long as it was away, so that the next time counts as the first.</summary>
    public bool IsForgotten(TimeSpan now) => now >= Until + For;
}
