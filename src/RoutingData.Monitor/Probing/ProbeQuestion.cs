namespace RoutingData.Monitor.Probing;

/// <summary>What is asked of a server's probe.</summary>
/// <param name="IsSuspected">Whether a session saw the server fail, so that the answer is wanted sooner.</param>
/// <param name="MostAge">The age at which the held connection is to be replaced.</param>
/// <param name="Twin">The address whose lock is to be looked for, since the server says that it is the same; null when none does.</param>
/// <param name="AsksForGroup">Whether it is asked for its replication group too.</param>
/// <param name="AsksForNode">Whether it is asked for its state as a node of Galera too.</param>
/// <param name="CatchesUp">Whether it answers only once it has applied all that its Galera cluster has committed.</param>
internal readonly record struct ProbeQuestion(
    bool IsSuspected, TimeSpan MostAge, ServerAddress? Twin = null, bool AsksForGroup = false, bool AsksForNode = false, bool CatchesUp = false);
