using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace RoutingData.AspNetCore;

/// <summary>Puts consistency over requests into an application.</summary>
public static class RoutingConsistencyApplicationBuilderExtensions
{
    /// <summary>
    /// Makes each request one session: all connections that it opens see what any of them has written, and what requests before it had written whose
    /// token comes with it, in a cookie or a header, whichever process answered those. Call it before whatever uses the database.
    /// </summary>
    /// <param name="application">The application; names, cookie and protection are said in <c>services.AddRoutingConsistency(...)</c>.</param>
    /// <returns>The application.</returns>
    public static IApplicationBuilder UseRoutingConsistency(this IApplicationBuilder application)
    {
        ArgumentNullException.ThrowIfNull(application);
        var tokens = application.ApplicationServices.GetService<RequestTokens>() ?? new RequestTokens(new RoutingConsistencyOptions(), protection: null);
        return application.UseMiddleware<RoutingConsistencyMiddleware>(tokens);
    }
}
