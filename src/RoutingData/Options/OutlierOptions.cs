using System.ComponentModel.DataAnnotations;

namespace RoutingData;

/// <summary>
/// Whether a reader that the monitor finds well, but that fails or is slow for this process's reads as the other readers are not, is set aside for a while.
/// RoutingData's own; nearest in ProxySQL are <c>mysql-shun_on_failures</c> and <c>mysql-shun_recovery_time_sec</c>.
/// </summary>
public sealed class OutlierOptions
{
    /// <summary>A reader is set aside when so many of a hundred reads of a second are lost there, or find no connection, and at least twice as many as on
    /// the others. Errors that a server answers with do not count.</summary>
    /// <value>Percent, 0 to 100. The default is 0: failures are not looked at.</value>
    [Range(0, 100)]
    public int ErrorPercent { get; set; }

    /// <summary>A reader is set aside when it takes so many times as long to answer as the other readers do in the middle, and 5 milliseconds longer.</summary>
    /// <value>2 to 1000, or 0. The default is 0: how long answers take is not looked at.</value>
    [Range(0, 1000)]
    public int LatencyFactor { get; set; }

    /// <summary>For how long a reader is set aside the first time; twice as long each time that follows soon, sixteen times at most.</summary>
    /// <value>Milliseconds, 100 to 3,600,000. The default is 5000.</value>
    [Range(100, 3_600_000)]
    public int AsideMs { get; set; } = 5000;

    /// <summary>The most readers of a hostgroup that are set aside at a time.</summary>
    /// <value>Percent, 1 to 99, rounded down to whole readers. The default is 50.</value>
    [Range(1, 99)]
    public int MostPercent { get; set; } = 50;
}
