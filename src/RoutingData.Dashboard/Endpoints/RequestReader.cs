using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using RoutingData.Dashboard.Feeds;
using RoutingData.Dashboard.Models;

namespace RoutingData.Dashboard.Endpoints;

/// <summary>Reads what the page sends, and refuses what the page would not send, with a sentence.</summary>
/// <param name="feeds">The data sources.</param>
internal sealed class RequestReader(FeedCatalog feeds)
{
    // Of a statement to explain.
    private const int LongestBody = 1024 * 1024;

    /// <summary>Finds the feed that a request names; null after it was refused.</summary>
    public async Task<SourceFeed?> FindFeedAsync(HttpContext context)
    {
        if (FeedOf(context) is { } feed) return feed;
        await RefuseAsync(context, StatusCodes.Status404NotFound, "There is no data source of that name.").ConfigureAwait(false);
        return null;
    }

    /// <summary>Finds the feed that a request names; the first one where it names none.</summary>
    public SourceFeed? FeedOf(HttpContext context) => feeds.Find(context.Request.Query["source"]);

    /// <summary>Reads a request of the page's script; null after it was refused.</summary>
    public async Task<(SourceFeed Feed, T Request)?> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class
    {
        if (!SameOrigin.IsTrueOf(context.Request))
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden, "The request does not come from the dashboard's own page.").ConfigureAwait(false);
            return null;
        }

        if (await FindFeedAsync(context).ConfigureAwait(false) is not { } feed) return null;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = LongestBody;
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

    /// <summary>Answers with a sentence that says why not.</summary>
    public static Task RefuseAsync(HttpContext context, int status, string message) =>
        AnswerAsync(context, status, new ActionAnswer(message), DashboardJson.Default.ActionAnswer);

    /// <summary>Answers with a value.</summary>
    public static Task AnswerAsync<T>(HttpContext context, int status, T answer, JsonTypeInfo<T> type)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(answer, type, cancellationToken: context.RequestAborted);
    }
}
