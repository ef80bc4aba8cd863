using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using RoutingData.Dashboard.Abstractions;
using RoutingData.Dashboard.Feeds;
using RoutingData.Dashboard.Models;
using RoutingData.Monitor;

namespace RoutingData.Dashboard.Endpoints;

/// <summary>What changes something: by callers who may, from the page itself, logged with the caller's name.</summary>
/// <param name="requests">Reads requests.</param>
/// <param name="rights">Who may act.</param>
/// <param name="logger">Where actions go.</param>
/// <param name="stopping">The application stops.</param>
internal sealed class DashboardActions(RequestReader requests, DashboardRights rights, ILogger logger, CancellationToken stopping)
{
    /// <summary>Takes a server out of service. The answer does not wait for the sessions that are there.</summary>
    public Task DrainAsync(HttpContext context) => ActAsync(context, (feed, server, name) =>
    {
        DashboardLog.Drained(logger, UserOf(context), name, feed.Source.Name);
        _ = DrainAsync(feed, server, name);
        return $"{name} takes nothing new. Restore puts it back in service.";
    });

    /// <summary>Puts a server back in service.</summary>
    public Task RestoreAsync(HttpContext context) => ActAsync(context, (feed, server, name) =>
    {
        DashboardLog.Restored(logger, UserOf(context), name, feed.Source.Name);
        feed.Source.Restore(server);
        return $"{name} is in service again.";
    });

    /// <summary>Begins to count anew.</summary>
    public async Task ResetAsync(HttpContext context)
    {
        if (await ReadAsync(context).ConfigureAwait(false) is not { } request) return;
        DashboardLog.Reset(logger, UserOf(context), request.Feed.Source.Name);
        request.Feed.Source.Reset();
        await AnswerAsync(context, request.Feed, "The statistics begin anew.").ConfigureAwait(false);
    }

    private async Task ActAsync(HttpContext context, Func<SourceFeed, ServerAddress, string, string> act)
    {
        if (await ReadAsync(context).ConfigureAwait(false) is not { } request) return;
        var topology = request.Feed.Source.Topology();
        if (topology.Servers.FirstOrDefault(server => server.Address.ToString() == request.Request.Server) is not { } server)
        {
            await RequestReader.RefuseAsync(context, StatusCodes.Status404NotFound, "There is no such server.").ConfigureAwait(false);
            return;
        }

        var message = act(request.Feed, server.Address, ServerNames.Of(topology, server.Address));
        await AnswerAsync(context, request.Feed, message).ConfigureAwait(false);
    }

    private async Task<(SourceFeed Feed, ServerRequest Request)?> ReadAsync(HttpContext context)
    {
        if (await rights.MayActAsync(context).ConfigureAwait(false))
            return await requests.ReadAsync(context, DashboardJson.Default.ServerRequest).ConfigureAwait(false);
        await RequestReader.RefuseAsync(
            context, StatusCodes.Status403Forbidden, "You may look, and not act: RoutingDashboardOptions.ActionPolicy names no policy that lets you.").ConfigureAwait(false);
        return null;
    }

    private async Task DrainAsync(SourceFeed feed, ServerAddress server, string name)
    {
        var draining = feed.Source.Drain(server, stopping);
        await draining.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (draining.IsCompletedSuccessfully) DashboardLog.Empty(logger, name, feed.Source.Name);
    }

    private static Task AnswerAsync(HttpContext context, SourceFeed feed, string message)
    {
        feed.Wake();
        return RequestReader.AnswerAsync(context, StatusCodes.Status202Accepted, new ActionAnswer(message), DashboardJson.Default.ActionAnswer);
    }

    private static string UserOf(HttpContext context) => context.User.Identity?.Name ?? "A caller without a name";
}
