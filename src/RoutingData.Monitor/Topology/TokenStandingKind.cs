namespace RoutingData.Monitor.Topology;

/// <summary>What is known of a mark that came from another process.</summary>
internal enum TokenStandingKind
{
    /// <summary>The mark is another fleet's.</summary>
    Foreign,

    /// <summary>The writer is known to have had it at a moment: from then on the moment stands for it.</summary>
    Contained,

    /// <summary>The writer has not been asked since it came: nothing is odd about it.</summary>
    Awaited,

    /// <summary>Another server wrote it, or the writer was asked and lacks it: whether that one is the writer still has to be asked first.</summary>
    Doubtful,

    /// <summary>The writer is the writer, and has not got it.</summary>
    Lost,

    /// <summary>The writer is the writer, and no more can be known.</summary>
    Settled,
}
