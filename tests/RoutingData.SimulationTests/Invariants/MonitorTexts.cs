using RoutingData.Testing;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>What the monitor asks.</summary>
internal static class MonitorTexts
{
    /// <summary>A question for a position alone: it says nothing of roles.</summary>
    public static bool IsForPosition(SimulatedEvent happened) =>
        happened.IsUnpooled && happened.Text.StartsWith("SELECT @@global.gtid_", StringComparison.Ordinal);
}
