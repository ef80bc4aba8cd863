namespace RoutingData.Dashboard.Models;

/// <summary>A statement to explain. It comes in the body: addresses end up in logs, and it may hold literals.</summary>
internal sealed record ExplainRequest(string? Text);
