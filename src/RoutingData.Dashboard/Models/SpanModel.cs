using RoutingData.Dashboard.Facts;

namespace RoutingData.Dashboard.Models;

/// <summary>What a server was from a time on.</summary>
/// <param name="At">Milliseconds since 1970.</param>
/// <param name="State">One of <see cref="ServerStates"/>.</param>
internal sealed record SpanModel(long At, string State)
{
    public static SpanModel Of(RoleSpan span) => new(span.Since.ToUnixTimeMilliseconds(), span.State);
}
