namespace RoutingData.Dashboard.Models;

/// <summary>A server to act on, as the page names it.</summary>
internal sealed record ServerRequest(string? Server);
