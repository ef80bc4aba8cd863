using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace RoutingData.AspNetCore;

/// <summary>Finds tokens in requests, and writes them to responses.</summary>
internal sealed class RequestTokens
{
    private const string Purpose = "RoutingData.Consistency";

    // More headers of one name than these are not looked at.
    private const int MostHeaders = 4;

    private readonly RoutingConsistencyOptions _options;

    public RequestTokens(RoutingConsistencyOptions options, IDataProtectionProvider? protection)
    {
        if (options.UseDataProtection && protection is null)
            throw new InvalidOperationException("UseDataProtection needs data protection: call services.AddDataProtection().");
        _options = options;
        Seal = new TokenSeal(options.UseDataProtection ? protection!.CreateProtector(Purpose) : null);
    }

    public TimeSpan Timeout => _options.Timeout;

    public string? HeaderName => _options.HeaderName;

    public TokenSeal Seal { get; }

    /// <summary>Returns the scope of a request.</summary>
    public RoutingScope Begin(HttpRequest request)
    {
        var (received, rejected) = (new List<ConsistencyToken>(), 0);
        foreach (var text in TextsIn(request))
        {
            if (string.IsNullOrEmpty(text)) continue;
            if (Seal.TryRead(text, out var token)) received.Add(token);
            else rejected++;
        }

        return RoutingScope.Beginning(received, rejected);
    }

    /// <summary>Puts a token into a response that has not begun.</summary>
    public void Send(HttpContext context, ConsistencyToken token)
    {
        if (token.IsEmpty) return;
        var text = Seal.Write(token);
        if (!string.IsNullOrEmpty(_options.HeaderName)) context.Response.Headers[_options.HeaderName] = text;
        if (!string.IsNullOrEmpty(_options.CookieName)) context.Response.Cookies.Append(_options.CookieName, text, _options.Cookie.Build(context));
    }

    private IEnumerable<string?> TextsIn(HttpRequest request)
    {
        if (!string.IsNullOrEmpty(_options.CookieName)) yield return request.Cookies[_options.CookieName];
        if (string.IsNullOrEmpty(_options.HeaderName)) yield break;
        foreach (var text in request.Headers[_options.HeaderName].Take(MostHeaders)) yield return text;
    }
}
