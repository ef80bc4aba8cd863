using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RoutingData.Dashboard.Feeds;
using RoutingData.Dashboard.Models;

namespace RoutingData.Dashboard.Endpoints;

/// <summary>What the dashboard answers.</summary>
/// <param name="feeds">The data sources.</param>
/// <param name="rights">Who may act.</param>
/// <param name="page">The page.</param>
/// <param name="requests">Reads requests.</param>
/// <param name="actions">What changes something.</param>
/// <param name="stopping">The application stops.</param>
internal sealed class DashboardEndpoints(
    FeedCatalog feeds, DashboardRights rights, DashboardPage page, RequestReader requests, DashboardActions actions, CancellationToken stopping)
{
    /// <summary>Maps them.</summary>
    public void Map(IEndpointRouteBuilder group)
    {
        group.MapGet("", PageAsync);
        group.MapGet("assets/{version}/{name}", DashboardAssets.WriteAsync);
        group.MapGet("api/state", StateAsync);
        group.MapGet("api/live", LiveAsync);
        group.MapPost("api/explain", ExplainAsync);
        Act(group.MapPost("api/drain", actions.DrainAsync));
        Act(group.MapPost("api/restore", actions.RestoreAsync));
        Act(group.MapPost("api/reset", actions.ResetAsync));

        void Act(IEndpointConventionBuilder endpoint)
        {
            if (rights.ActionPolicy is { } policy) endpoint.RequireAuthorization(policy);
        }
    }

    private async Task PageAsync(HttpContext context) =>
        await page.WriteAsync(context, feeds.All, requests.FeedOf(context), await rights.MayActAsync(context).ConfigureAwait(false)).ConfigureAwait(false);

    private async Task StateAsync(HttpContext context)
    {
        if (await requests.FindFeedAsync(context).ConfigureAwait(false) is not { } feed) return;
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.Body.WriteAsync(feed.Since(0).Json, context.RequestAborted).ConfigureAwait(false);
    }

    private async Task LiveAsync(HttpContext context)
    {
        if (await requests.FindFeedAsync(context).ConfigureAwait(false) is { } feed)
            await LiveStream.WriteAsync(context, feed, stopping).ConfigureAwait(false);
    }

    private async Task ExplainAsync(HttpContext context)
    {
        if (await requests.ReadAsync(context, DashboardJson.Default.ExplainRequest).ConfigureAwait(false) is not { } read) return;
        if (string.IsNullOrWhiteSpace(read.Request.Text))
        {
            await RequestReader.RefuseAsync(context, StatusCodes.Status400BadRequest, "There is no statement.").ConfigureAwait(false);
            return;
        }

        var source = read.Feed.Source;
        var answer = ExplainAnswer.Of(source.Topology(), source.Explain(read.Request.Text));
        await RequestReader.AnswerAsync(context, StatusCodes.Status200OK, answer, DashboardJson.Default.ExplainAnswer).ConfigureAwait(false);
    }
}
