namespace RoutingData.Connecting.Hedging;

/// <summary>What is late is begun a second time beside the first, and what comes first counts. Nothing of the second one can harm the first: its errors are
/// none, and what it brings too late is discarded.</summary>
internal static class FirstOfTwo
{
    /// <summary>Begins the second one, and waits for either.</summary>
    /// <param name="first">What is late. It is the caller's still, however this ends.</param>
    /// <param name="begin">Begins the second one; null where there is none to be had.</param>
    /// <param name="discard">What becomes of what the second one brings too late.</param>
    /// <returns>What the second one has brought while the first one runs on, which is the caller's to end then; null when the first one counts.</returns>
    public static async ValueTask<T?> SecondIfSoonerAsync<T>(Task first, Func<Task<T?>?> begin, Func<T, Task> discard)
        where T : class
    {
        Task<T?>? second = null;
        try
        {
            second = begin();
        }
        catch (Exception)
        {
            // A policy of the application's has thrown, or all pools have just ended: it is the first one that says what becomes of it.
        }

        if (second is null) return null;
        await Task.WhenAny(first, second).ConfigureAwait(false);
        // The first one's is the nearer one where both have come.
        if (!first.IsCompleted && second.IsCompletedSuccessfully && await second.ConfigureAwait(false) is { } sooner) return sooner;
        _ = DiscardAsync(second, discard);
        return null;
    }

    /// <summary>Waits for what is not wanted any more, and discards it. No error of it is news.</summary>
    public static async Task DiscardAsync<T>(Task<T?> unwanted, Func<T, Task> discard)
        where T : class
    {
        await ((Task)unwanted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (unwanted.IsCompletedSuccessfully && await unwanted.ConfigureAwait(false) is { } result)
            await discard(result).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
