using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace RoutingData.AspNetCore;

/// <summary>Gives each request a scope that begins with the tokens which came with it, and sends back the token of what it wrote.</summary>
internal sealed class RoutingConsistencyMiddleware(RequestDelegate next, RequestTokens tokens, ILogger<RoutingConsistencyMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        using var scope = tokens.Begin(context.Request);
        context.Response.OnStarting(() => SendAsync(context, scope));
        await next(context).ConfigureAwait(false);
    }

    // A client that reads the response may come with the next request at once: it must not begin before the token is there.
    private async Task SendAsync(HttpContext context, RoutingScope scope)
    {
        if (!scope.HasWritten) return;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limit.CancelAfter(tokens.Timeout);
        try
        {
            tokens.Send(context, await scope.GetConsistencyTokenAsync(limit.Token).ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is RoutingDbException or OperationCanceledException or ObjectDisposedException)
        {
            ConsistencyLog.NoToken(logger, exception);
        }
    }
}
