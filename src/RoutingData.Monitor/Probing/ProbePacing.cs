namespace RoutingData.Monitor.Probing;

/// <summary>How fast the monitor asks, by how long a trouble has lasted: quick at first, for most are over in seconds, and then ever more
/// seldom. Pure: it gets the time.</summary>
internal static class ProbePacing
{
    /// <summary>So long the lack of a writer is asked about at the full pace, whether or not anything waits for it.</summary>
    public static readonly TimeSpan FullPace = TimeSpan.FromSeconds(3);

    // As long as statements wait (Failover:WriterWaitTimeoutMs), and about what promoters take.
    private static readonly TimeSpan FullPaceWhileWanted = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    // A name that has been moved for good is found at once; what is asked for again and again is no move.
    private static readonly TimeSpan MostBetweenRenewals = TimeSpan.FromSeconds(5);

    // A session saw a server fail that refuses the monitor: it may be dead by now.
    private static readonly TimeSpan MostBetweenLoginsOfSuspects = TimeSpan.FromSeconds(5);

    // A refusal that is not for the user, as too many connections, does no harm by being repeated.
    private static readonly TimeSpan BetweenOtherConnects = TimeSpan.FromMilliseconds(250);

    /// <summary>The time between two probes of a server while its pair has no writer it can be sure of.</summary>
    /// <param name="elapsed">How long that has been so.</param>
    /// <param name="isWanted">Whether a statement waits for it.</param>
    /// <param name="interval">At the full pace (<see cref="MonitorOptions.FailoverIntervalMs"/>).</param>
    public static TimeSpan BetweenProbes(TimeSpan elapsed, bool isWanted, TimeSpan interval)
    {
        if (elapsed <= (isWanted ? FullPaceWhileWanted : FullPace)) return interval;
        return isWanted
            ? Most(interval, Least(interval * (elapsed / FullPaceWhileWanted), Least(4 * interval, Second)))
            : Most(interval, Least(interval * Math.Pow(elapsed / FullPace, 2), Second));
    }

    /// <summary>Returns the age at which a held connection is replaced while there is no writer: the name of the old one may lead to the new one at any
    /// moment.</summary>
    /// <param name="elapsed">How long there has been none.</param>
    public static TimeSpan MostAgeWithoutWriter(TimeSpan elapsed) => Most(Second, Least(elapsed / 10, 10 * Second));

    /// <summary>Returns how long to wait after a refused login. Each one counts against the account (FAILED_LOGIN_ATTEMPTS).</summary>
    /// <param name="refusals">How many there were in a row.</param>
    /// <param name="isOfUser">Whether it was the user that was refused.</param>
    /// <param name="isSuspected">Whether a session saw the server fail since.</param>
    public static TimeSpan BetweenLogins(int refusals, bool isOfUser, bool isSuspected)
    {
        if (refusals == 0) return TimeSpan.Zero;
        if (!isOfUser) return BetweenOtherConnects;
        var grown = Doubled(Second, refusals, Minute);
        return isSuspected ? Least(grown, MostBetweenLoginsOfSuspects) : grown;
    }

    /// <summary>Returns how long to wait after an attempt to replace a held connection has failed; meanwhile it goes on serving.</summary>
    /// <param name="failures">How many there were in a row.</param>
    public static TimeSpan BetweenReplacements(int failures) => failures == 0 ? TimeSpan.Zero : Doubled(Second, failures, Minute);

    /// <summary>Returns how long to wait between two connects because a session met another server, or the held connection was silent.</summary>
    /// <param name="renewals">How many there were in a row.</param>
    public static TimeSpan BetweenRenewals(int renewals) =>
        renewals == 0 ? TimeSpan.Zero : Doubled(Second / 2, renewals, MostBetweenRenewals);

    /// <summary>How long without a renewal ends a row of them.</summary>
    public static TimeSpan RenewalsForgotten => Minute;

    /// <summary>Returns the time after which the log says that a pair has no writer: after 5 s, a minute, and every ten minutes.</summary>
    /// <param name="told">How often it has been told.</param>
    public static TimeSpan UntilTold(int told) => told switch
    {
        0 => 5 * Second,
        1 => Minute,
        _ => (told - 1) * 10 * Minute,
    };

    private static TimeSpan Doubled(TimeSpan first, int times, TimeSpan most) =>
        Least(first * Math.Pow(2, Math.Min(times, 20) - 1), most);

    private static TimeSpan Least(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private static TimeSpan Most(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
