namespace RoutingData.Monitor.Probing;

/// <summary>How long it is to the next round of questions for positions, by how many brought nothing new. Pure.</summary>
internal static class EvidencePacing
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Most = TimeSpan.FromMilliseconds(100);

    // Then the steady probes are enough: it is a reader that stands still, or is late by seconds.
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(2);

    /// <summary>Returns the pause before the next round.</summary>
    /// <param name="inVain">How many rounds in a row were for the same moment.</param>
    public static TimeSpan Pause(int inVain)
    {
        if (inVain <= 0) return TimeSpan.Zero;
        var pause = Least * Math.Pow(2, Math.Min(inVain, 10) - 1);
        return pause < Most ? pause : Most;
    }

    /// <summary>Whether there is to be another round.</summary>
    /// <param name="sinceWanted">How long ago a session wanted one last.</param>
    public static bool GoesOn(TimeSpan sinceWanted) => sinceWanted < Lasts;
}
