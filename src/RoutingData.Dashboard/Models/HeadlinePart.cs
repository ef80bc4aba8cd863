namespace RoutingData.Dashboard.Models;

/// <summary>A piece of the sentence at the top: words, or a time, which the page tells by the reader's own clock.</summary>
/// <param name="Text">Words.</param>
/// <param name="Time">Milliseconds since 1970.</param>
internal sealed record HeadlinePart(string? Text, long? Time);
