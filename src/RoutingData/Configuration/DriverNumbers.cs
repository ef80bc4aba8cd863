using System.Globalization;

namespace RoutingData.Configuration;

/// <summary>
/// The numbers in a driver's connection string. The drivers take them for unsigned ones and work with signed ones: what is above the largest
/// signed number is an error, reported with those of the options, and nowhere an overflow later.
/// </summary>
internal static class DriverNumbers
{
    /// <summary>Returns the number, or null where there is none that the router can work with.</summary>
    public static int? Read(string? text) =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number >= 0 ? number : null;

    /// <summary>Returns what is wrong with a keyword's number; null when nothing is, or it has none.</summary>
    /// <param name="keyword">A keyword that the driver knows.</param>
    /// <param name="said">What the connection string says.</param>
    /// <param name="taken">What the driver's own builder made of it.</param>
    public static string? FaultOf(string keyword, object said, object? taken)
    {
        if (!IsRead(keyword) && taken is not uint) return null;
        var (least, most) = (IsPoolSize(keyword) ? 1 : 0, IsTimer(keyword) ? int.MaxValue / 1000 : int.MaxValue);
        return Read($"{said}") is { } number && number >= least && number <= most
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{keyword} must be a whole number, {least} to {most}.");
    }

    // Those that the router itself keeps to.
    private static bool IsRead(string keyword) => IsPoolSize(keyword) || DriverKeywords.Plain(keyword) is
        "connectiontimeout" or "connecttimeout" or "defaultcommandtimeout" or "commandtimeout" or "connectionlifetime"
        or "minimumpoolsize" or "minpoolsize";

    // Seconds of a timer, which counts milliseconds.
    private static bool IsTimer(string keyword) => DriverKeywords.Plain(keyword) is "dnscheckinterval";

    private static bool IsPoolSize(string keyword) => DriverKeywords.Plain(keyword) is "maximumpoolsize" or "maxpoolsize";
}
