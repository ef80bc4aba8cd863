using System.Net;

namespace RoutingData.AspNetCore.Tests;

/// <summary>A browser in front of a round robin: it keeps cookies and follows redirects, and each request goes to the next process.</summary>
internal sealed class Browser(params HttpMessageHandler[] processes) : IDisposable
{
    private static readonly Uri Address = new("http://shop/");

    private readonly HttpClient[] _clients = [.. processes.Select(process => new HttpClient(process, disposeHandler: false) { BaseAddress = Address })];
    private int _next;

    /// <summary>What it was given to keep.</summary>
    public CookieContainer Cookies { get; } = new();

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path)
    {
        while (true)
        {
            using var request = new HttpRequestMessage(method, path);
            if (Cookies.GetCookieHeader(Address) is { Length: > 0 } cookies) request.Headers.Add("Cookie", cookies);
            var response = await _clients[_next++ % _clients.Length].SendAsync(request, TestContext.Current.CancellationToken);
            if (response.Headers.TryGetValues("Set-Cookie", out var set))
            {
                foreach (var cookie in set) Cookies.SetCookies(Address, cookie);
            }

            if (response.StatusCode != HttpStatusCode.Redirect) return response;
            (method, path) = (HttpMethod.Get, response.Headers.Location!.ToString());
            response.Dispose();
        }
    }

    public async Task<HttpStatusCode> StatusAsync(HttpMethod method, string path)
    {
        using var response = await SendAsync(method, path);
        return response.StatusCode;
    }

    public void Dispose()
    {
        foreach (var client in _clients) client.Dispose();
    }
}
