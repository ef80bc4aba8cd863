using Microsoft.AspNetCore.DataProtection;

namespace RoutingData.AspNetCore;

/// <summary>
/// Sends with each request of an HTTP client what the scope around it has written, and takes from the response what the other service has written:
/// <c>services.AddHttpClient("stock").AddHttpMessageHandler&lt;ConsistencyTokenHandler&gt;()</c>. Outside a scope it does nothing. For services of
/// one's own: a token is of no use to others.
/// </summary>
public sealed class ConsistencyTokenHandler : DelegatingHandler
{
    private readonly RequestTokens _tokens;

    /// <summary>Creates a handler for a client that no <c>IHttpClientFactory</c> makes.</summary>
    /// <param name="options">The header's name, and whether tokens are protected, as at the other service.</param>
    /// <param name="protection">Data protection, where the options ask for it.</param>
    /// <exception cref="InvalidOperationException">They do, and there is none.</exception>
    public ConsistencyTokenHandler(RoutingConsistencyOptions options, IDataProtectionProvider? protection = null)
        : this(new RequestTokens(options, protection))
    {
    }

    internal ConsistencyTokenHandler(RequestTokens tokens) => _tokens = tokens;

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (RoutingScope.Current is not { SharesWrites: true } scope || _tokens.HeaderName is not { Length: > 0 } name)
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);

        var token = await scope.GetConsistencyTokenAsync(cancellationToken).ConfigureAwait(false);
        request.Headers.Remove(name);
        if (!token.IsEmpty) request.Headers.TryAddWithoutValidation(name, _tokens.Seal.Write(token));
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (!response.Headers.TryGetValues(name, out var texts)) return response;
        foreach (var text in texts)
        {
            if (_tokens.Seal.TryRead(text, out var theirs)) scope.UseConsistencyToken(theirs);
            else scope.Reject();
        }

        return response;
    }
}
