using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using RoutingData.Dashboard.Feeds;

namespace RoutingData.Dashboard.Endpoints;

/// <summary>Server-sent events: everything first, then what changes.</summary>
internal static class LiveStream
{
    // Proxies close what is silent for long, and a page that hears nothing tries again.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private static readonly byte[] Beat = Encoding.UTF8.GetBytes(": beat\n\n");
    private static readonly byte[] Begin = Encoding.UTF8.GetBytes("data: ");
    private static readonly byte[] End = Encoding.UTF8.GetBytes("\n\n");

    /// <summary>Streams until the page closes, or the application stops.</summary>
    /// <param name="context">The request.</param>
    /// <param name="feed">What it asks for.</param>
    /// <param name="stopping">The application stops.</param>
    public static async Task WriteAsync(HttpContext context, SourceFeed feed, CancellationToken stopping)
    {
        var response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        using var look = feed.Look();
        try
        {
            var edition = 0L;
            while (!ends.IsCancellationRequested)
            {
                var (json, newest, next) = feed.Since(edition);
                if (newest != edition)
                {
                    edition = newest;
                    await response.Body.WriteAsync(Begin, ends.Token).ConfigureAwait(false);
                    await response.Body.WriteAsync(json, ends.Token).ConfigureAwait(false);
                    await response.Body.WriteAsync(End, ends.Token).ConfigureAwait(false);
                }
                else await response.Body.WriteAsync(Beat, ends.Token).ConfigureAwait(false);

                await response.Body.FlushAsync(ends.Token).ConfigureAwait(false);
                await next.WaitAsync(Longest, ends.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // The page is closed, or the application stops.
        }
    }
}
