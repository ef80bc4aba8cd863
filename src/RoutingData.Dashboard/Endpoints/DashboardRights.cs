using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace RoutingData.Dashboard.Endpoints;

/// <summary>Who may act. Who may see is the endpoints' own policy.</summary>
/// <param name="options">The policies.</param>
/// <param name="isDevelopment">Whether the application runs on a developer's machine.</param>
internal sealed class DashboardRights(RoutingDashboardOptions options, bool isDevelopment)
{
    /// <summary>The policy of what acts; null where none is named.</summary>
    public string? ActionPolicy => options.ActionPolicy;

    /// <summary>Tells whether a caller may drain, restore and reset.</summary>
    public async Task<bool> MayActAsync(HttpContext context)
    {
        if (options.ActionPolicy is not { } policy) return isDevelopment && options.Policy is null;
        var result = await context.RequestServices.GetRequiredService<IAuthorizationService>().AuthorizeAsync(context.User, context, policy).ConfigureAwait(false);
        return result.Succeeded;
    }
}
