namespace RoutingData;

/// <summary>One probe of a server.</summary>
public readonly record struct ProbeRecord
{
    internal ProbeRecord(DateTimeOffset at, TimeSpan took, ProbeOutcome outcome, bool? readOnly, long? lagSeconds, bool connected = false) =>
        (At, Took, Outcome, ReadOnly, LagSeconds, Connected) = (at, took, outcome, readOnly, lagSeconds, connected);

    /// <summary>When its answer came, or was given up.</summary>
    public DateTimeOffset At { get; }

    /// <summary>How long it took.</summary>
    public TimeSpan Took { get; }

    /// <summary>What became of it.</summary>
    public ProbeOutcome Outcome { get; }

    /// <summary>What the server says of itself; null without an answer.</summary>
    public bool? ReadOnly { get; }

    /// <summary>Seconds behind its source; null when that is not known, or it has none.</summary>
    public long? LagSeconds { get; }

    /// <summary>Whether it was answered on a connection that was new, so that the connect is a part of its time.</summary>
    public bool Connected { get; }
}
