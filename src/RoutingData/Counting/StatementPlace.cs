namespace RoutingData.Counting;

/// <summary>Where an execution ended up, by its place among the counters of a statement.</summary>
internal enum StatementPlace
{
    /// <summary>On a reader.</summary>
    Reader,

    /// <summary>On the writer, where it belongs.</summary>
    Writer,

    /// <summary>On the connection that holds the session's state, or for the sake of the session alone.</summary>
    Session,

    /// <summary>On the writer, since no reader was known to be fresh enough.</summary>
    KeptOnWriter,
}
