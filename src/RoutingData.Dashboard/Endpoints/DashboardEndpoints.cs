using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using RoutingData.Dashboard.Feeds;
using RoutingData.Dashboard.Models;
using RoutingData.Monitor;

namespace RoutingData.Dashboard.Endpoints;

/// <summary>What the dashboard answers.</summary>
/// <param name="feeds">The data sources.</param>
/// <param name="rights">Who may act.</param>
/// <param name="page">The page.</param>
/// <param name="logger">Where actions go.</param>
/// <param name="stopping">The application stops.</param>
internal sealed class DashboardEndpoints(FeedCatalog feeds, DashboardRights rights, DashboardPage page, ILogger logger, CancellationToken stopping)
{
    // Of a statement to explain.
    private const int LongestBody = 1024 * 1024;

    /// <summary>Maps them.</summary>
    public void Map(IEndpointRouteBuilder group)
    {
        group.MapGet("", PageAsync);
        group.MapGet("assets/{version}/{name}", DashboardAssets.WriteAsync);
        group.MapGet("api/state", StateAsync);
        group.MapGet("api/live", LiveAsync);
        group.MapPost("api/explain", ExplainAsync);
        Act(group.MapPost("api/drain", context => ActOnAsync(context, Drain)));
        Act(group.MapPost("api/restore", context => ActOnAsync(context, Restore)));
        Act(group.MapPost("api/reset", ResetAsync));

        void Act(IEndpointConventionBuilder endpoint)
        {
            if (rights.ActionPolicy is { } policy) endpoint.RequireAuthorization(policy);
        }
    }

    private async Task PageAsync(HttpContext context) =>
        await page.WriteAsync(context, feeds.All, FeedOf(context), await rights.MayActAsync(context).ConfigureAwait(false)).ConfigureAwait(false);

    private async Task StateAsync(HttpContext context)
    {
        if (FeedOf(context) is not { } feed)
        {
            await RefuseAsync(context, StatusCodes.Status404NotFound, NoSource).ConfigureAwait(false);
            return;
        }

        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.Body.WriteAsync(feed.Since(0).Json, context.RequestAborted).ConfigureAwait(false);
    }

    private Task LiveAsync(HttpContext context) => FeedOf(context) is { } feed
        ? LiveStream.WriteAsync(context, feed, stopping)
        : RefuseAsync(context, StatusCodes.Status404NotFound, NoSource);

    private async Task ExplainAsync(HttpContext context)
    {
        if (await AcceptAsync(context, DashboardJson.Default.ExplainRequest).ConfigureAwait(false) is not { } accepted) return;
        if (string.IsNullOrWhiteSpace(accepted.Request.Text))
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "There is no statement.").ConfigureAwait(false);
            return;
        }

        var decision = accepted.Feed.Source.Explain(accepted.Request.Text);
        var topology = accepted.Feed.Source.Topology();
        var answer = new ExplainAnswer(
            decision.Target switch { RouteTarget.Reader => "reader", RouteTarget.Writer => "writer", _ => "session" },
            decision.Hostgroup, decision.RuleId, decision.Reason, decision.Pins,
            [.. topology.MembersOf(decision.Hostgroup).Select(member => ServerNames.Of(topology, member.Address))]);
        await AnswerAsync(context, StatusCodes.Status200OK, answer, DashboardJson.Default.ExplainAnswer).ConfigureAwait(false);
    }

    private async Task ActOnAsync(HttpContext context, Func<HttpContext, SourceFeed, ServerState, string> act)
    {
        if (!await MayActAsync(context).ConfigureAwait(false)) return;
        if (await AcceptAsync(context, DashboardJson.Default.ServerRequest).ConfigureAwait(false) is not { } accepted) return;
        var topology = accepted.Feed.Source.Topology();
        if (topology.Servers.FirstOrDefault(server => server.Address.ToString() == accepted.Request.Server) is not { } server)
        {
            await RefuseAsync(context, StatusCodes.Status404NotFound, "There is no such server.").ConfigureAwait(false);
            return;
        }

        var message = act(context, accepted.Feed, server);
        accepted.Feed.Wake();
        await AnswerAsync(context, StatusCodes.Status202Accepted, new ActionAnswer(message), DashboardJson.Default.ActionAnswer).ConfigureAwait(false);
    }

    private string Drain(HttpContext context, SourceFeed feed, ServerState server)
    {
        var name = ServerNames.Of(feed.Source.Topology(), server.Address);
        DashboardLog.Drained(logger, UserOf(context), name, feed.Source.Name);
        _ = DrainAsync(feed, server.Address, name);
        return $"{name} takes nothing new. Restore puts it back in service.";
    }

    private async Task DrainAsync(SourceFeed feed, ServerAddress server, string name)
    {
        var draining = feed.Source.Drain(server, stopping);
        await draining.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (draining.IsCompletedSuccessfully) DashboardLog.Empty(logger, name, feed.Source.Name);
    }

    private string Restore(HttpContext context, SourceFeed feed, ServerState server)
    {
        var name = ServerNames.Of(feed.Source.Topology(), server.Address);
        DashboardLog.Restored(logger, UserOf(context), name, feed.Source.Name);
        feed.Source.Restore(server.Address);
        return $"{name} is in service again.";
    }

    private async Task ResetAsync(HttpContext context)
    {
        if (!await MayActAsync(context).ConfigureAwait(false)) return;
        if (await AcceptAsync(context, DashboardJson.Default.ServerRequest).ConfigureAwait(false) is not { } accepted) return;
        DashboardLog.Reset(logger, UserOf(context), accepted.Feed.Source.Name);
        accepted.Feed.Source.Reset();
        accepted.Feed.Wake();
        await AnswerAsync(context, StatusCodes.Status202Accepted, new ActionAnswer("The statistics begin anew."), DashboardJson.Default.ActionAnswer).ConfigureAwait(false);
    }

    private async Task<bool> MayActAsync(HttpContext context)
    {
        if (await rights.MayActAsync(context).ConfigureAwait(false)) return true;
        await RefuseAsync(
            context, StatusCodes.Status403Forbidden, "You may look, and not act: RoutingDashboardOptions.ActionPolicy names no policy that lets you.").ConfigureAwait(false);
        return false;
    }

    private async Task<(SourceFeed Feed, T Request)?> AcceptAsync<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class
    {
        if (!SameOrigin.IsTrueOf(context.Request))
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden, "The request does not come from the dashboard's own page.").ConfigureAwait(false);
            return null;
        }

        if (FeedOf(context) is not { } feed)
        {
            await RefuseAsync(context, StatusCodes.Status404NotFound, NoSource).ConfigureAwait(false);
            return null;
        }

        if (context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = LongestBody;
        try
        {
            if (await context.Request.ReadFromJsonAsync(type, context.RequestAborted).ConfigureAwait(false) is { } request) return (feed, request);
        }
        catch (JsonException)
        {
            // Said below.
        }

        await RefuseAsync(context, StatusCodes.Status400BadRequest, "The request cannot be read.").ConfigureAwait(false);
        return null;
    }

    private const string NoSource = "There is no data source of that name.";

    private SourceFeed? FeedOf(HttpContext context) => feeds.Find(context.Request.Query["source"]);

    private static string UserOf(HttpContext context) => context.User.Identity?.Name ?? "A caller without a name";

    private static Task RefuseAsync(HttpContext context, int status, string message) =>
        AnswerAsync(context, status, new ActionAnswer(message), DashboardJson.Default.ActionAnswer);

    private static Task AnswerAsync<T>(HttpContext context, int status, T answer, JsonTypeInfo<T> type)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(answer, type, cancellationToken: context.RequestAborted);
    }
}
