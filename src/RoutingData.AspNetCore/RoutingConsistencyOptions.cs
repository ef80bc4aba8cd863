using Microsoft.AspNetCore.Http;

namespace RoutingData.AspNetCore;

/// <summary>How what a request wrote reaches the next one.</summary>
public sealed class RoutingConsistencyOptions
{
    /// <summary>The cookie by which a browser brings back what it wrote; null or empty for none.</summary>
    /// <value>The default is <c>routing-consistency</c>.</value>
    public string? CookieName { get; set; } = ConsistencyPropagation.HeaderName;

    /// <summary>The header by which other services bring and get tokens, in requests and in responses; null or empty for none.</summary>
    /// <value>The default is <c>routing-consistency</c>.</value>
    public string? HeaderName { get; set; } = ConsistencyPropagation.HeaderName;

    /// <summary>How the cookie is set. It should live as long as the latest of the readers may be late: after that all of them have what was written.</summary>
    /// <value>By default it lives for ten minutes, is of no interest to scripts, essential, of the whole site, <c>SameSite=Lax</c>, and secure where the
    /// request was.</value>
    public CookieBuilder Cookie { get; set; } = new()
    {
        MaxAge = TimeSpan.FromMinutes(10),
        HttpOnly = true,
        IsEssential = true,
        Path = "/",
        SameSite = SameSiteMode.Lax,
        SecurePolicy = CookieSecurePolicy.SameAsRequest,
    };

    /// <summary>Whether tokens go out encrypted and signed by ASP.NET Core's data protection, and others are ignored. All processes must share the keys.
    /// A forged token can only have reads answered by the writer, and writes be told lost that never were.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool UseDataProtection { get; set; }

    /// <summary>How long the beginning of a response may wait for the writer's position. In vain, it goes out without a token, which is logged.</summary>
    /// <value>The default is one second.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(1);
}
