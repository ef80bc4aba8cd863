using Microsoft.AspNetCore.Http;

namespace RoutingData.Dashboard.Endpoints;

/// <summary>
/// Whether a request was made by the page itself. Another site's page can send neither the header nor this content type without asking first, which is
/// not answered; what browsers say of where a request comes from is looked at as well.
/// </summary>
internal static class SameOrigin
{
    /// <summary>The header that the page's script sends.</summary>
    public const string Header = "X-RoutingData-Dashboard";

    /// <summary>Tells whether it was.</summary>
    public static bool IsTrueOf(HttpRequest request)
    {
        if (request.Headers[Header] != "1" || !request.HasJsonContentType()) return false;
        if (request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site) return site == "same-origin";
        // An old browser, or none.
        return request.Headers.Origin is not [{ Length: > 0 } origin] ||
            (Uri.TryCreate(origin, UriKind.Absolute, out var from) && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }
}
