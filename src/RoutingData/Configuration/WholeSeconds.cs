namespace RoutingData.Configuration;

/// <summary>Drivers count in whole seconds, and take 0 for no limit: milliseconds are rounded up.</summary>
internal static class WholeSeconds
{
    /// <param name="milliseconds">Above 0, up to the largest there is.</param>
    public static int Of(int milliseconds) => Math.Max(1, (milliseconds / 1000) + (milliseconds % 1000 > 0 ? 1 : 0));
}
