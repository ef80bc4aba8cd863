namespace RoutingData;

/// <summary>What became of a probe.</summary>
public enum ProbeOutcome
{
    /// <summary>The server answered.</summary>
    Answered,

    /// <summary>The server answered with a refusal: it lives.</summary>
    Refused,

    /// <summary>The connection broke, or none could be made.</summary>
    Lost,

    /// <summary>No answer came in time.</summary>
    TimedOut,
}
