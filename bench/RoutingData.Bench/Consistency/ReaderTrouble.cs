namespace RoutingData.Bench.Consistency;

/// <summary>How the readers are.</summary>
internal enum ReaderTrouble
{
    Healthy,

    /// <summary>The first one applies a second late.</summary>
    Late,

    /// <summary>And the second one's applier stands still half a second of each two and a half.</summary>
    Stopping,
}
