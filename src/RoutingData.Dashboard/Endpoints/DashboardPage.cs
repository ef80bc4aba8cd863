using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using RoutingData.Dashboard.Feeds;
using RoutingData.Dashboard.Models;

namespace RoutingData.Dashboard.Endpoints;

/// <summary>The page: a template with what must be there before the script runs. All that is put in is encoded.</summary>
/// <param name="options">Title and links.</param>
/// <param name="applicationName">The title where the options have none.</param>
internal sealed class DashboardPage(RoutingDashboardOptions options, string applicationName)
{
    // Scripts and styles of our own only, and no inline ones. Kept where the application has said something stricter.
    private const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private readonly string _links = LinksOf(options.Links);

    /// <summary>Answers with the page.</summary>
    /// <param name="context">The request.</param>
    /// <param name="all">All data sources.</param>
    /// <param name="feed">The one to show; null where there is none.</param>
    /// <param name="mayAct">Whether the caller may drain, restore and reset.</param>
    public async Task WriteAsync(HttpContext context, IReadOnlyList<SourceFeed> all, SourceFeed? feed, bool mayAct)
    {
        var response = context.Response;
        response.StatusCode = feed is null && all.Count > 0 ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.XFrameOptions = "DENY";
        response.Headers["Referrer-Policy"] = "no-referrer";
        if (response.Headers.ContentSecurityPolicy.Count == 0) response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        var headline = feed?.Headline ?? (all.Count > 0 ? Words("There is no data source of that name.") : Words("There is no data source: call AddRoutingMySql."));
        var page = new StringBuilder(DashboardAssets.Template)
            .Replace("{{root}}", Encode(RootOf(context.Request)))
            .Replace("{{version}}", DashboardAssets.Version)
            .Replace("{{title}}", Encode(options.Title ?? applicationName))
            .Replace("{{sources}}", SourcesOf(all, feed))
            .Replace("{{links}}", _links)
            .Replace("{{level}}", headline.Level)
            .Replace("{{source}}", Encode(feed?.Source.Name ?? ""))
            .Replace("{{may-act}}", mayAct ? "true" : "false")
            // Last: it may hold whatever a server is called.
            .Replace("{{headline}}", SentenceOf(headline));
        await response.WriteAsync(page.ToString(), context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>Finds where the page's own addresses begin, relative to it: right behind any path base, and behind a proxy that cuts a part of the path off.</summary>
    private static string RootOf(HttpRequest request)
    {
        var path = request.Path.ToUriComponent();
        return path.EndsWith('/') ? "./" : $"./{path[(path.LastIndexOf('/') + 1)..]}/";
    }

    private static string SourcesOf(IReadOnlyList<SourceFeed> all, SourceFeed? shown)
    {
        var html = new StringBuilder();
        foreach (var feed in all)
        {
            var name = Encode(feed.Source.Name);
            html.Append(CultureInfo.InvariantCulture, $"<option value=\"{name}\"{(feed == shown ? " selected" : "")}>{name}</option>");
        }

        return html.ToString();
    }

    private static string LinksOf(IList<RoutingDashboardLink> links)
    {
        var html = new StringBuilder();
        foreach (var link in links.Where(link => !link.Address.IsAbsoluteUri || link.Address.Scheme is "http" or "https"))
            html.Append(CultureInfo.InvariantCulture, $"<li><a href=\"{Encode(link.Address.ToString())}\" rel=\"noreferrer\">{Encode(link.Name)}</a></li>");
        return html.ToString();
    }

    private static string SentenceOf(Headline headline)
    {
        var html = new StringBuilder();
        foreach (var part in headline.Parts)
        {
            if (part.Time is not { } time)
            {
                html.Append(Encode(part.Text ?? ""));
                continue;
            }

            var at = DateTimeOffset.FromUnixTimeMilliseconds(time);
            html.Append(CultureInfo.InvariantCulture, $"<time datetime=\"{at:O}\">{at:HH:mm:ss} UTC</time>");
        }

        return html.ToString();
    }

    private static Headline Words(string text) => new("watch", [new HeadlinePart(text, null)]);

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
