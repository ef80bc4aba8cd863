using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace RoutingData.Dashboard.Endpoints;

/// <summary>The files of the page, embedded in the assembly. Their address bears a hash of all of them, so that browsers may keep them for good.</summary>
internal static class DashboardAssets
{
    private static readonly FrozenDictionary<string, (string Type, byte[] Content)> Files = Load();

    /// <summary>Names the present contents.</summary>
    public static string Version { get; } = HashOf(Files);

    /// <summary>The page's template.</summary>
    public static string Template { get; } = System.Text.Encoding.UTF8.GetString(Files["dashboard.html"].Content);

    /// <summary>Answers with a file.</summary>
    public static Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        if (context.Request.RouteValues["name"] is not string name || name == "dashboard.html" || !Files.TryGetValue(name, out var file))
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        // Another version's address may be asked for while an application is being replaced; what it gets must not be kept.
        var isCurrent = string.Equals(context.Request.RouteValues["version"] as string, Version, StringComparison.Ordinal);
        response.Headers.CacheControl = isCurrent ? "private, max-age=31536000, immutable" : "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.ContentType = file.Type;
        response.ContentLength = file.Content.Length;
        return response.Body.WriteAsync(file.Content, context.RequestAborted).AsTask();
    }

    private static FrozenDictionary<string, (string Type, byte[] Content)> Load()
    {
        var assembly = typeof(DashboardAssets).Assembly;
        return assembly.GetManifestResourceNames().ToFrozenDictionary(name => name, name =>
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            return (TypeOf(name), content);
        }, StringComparer.Ordinal);
    }

    private static string HashOf(FrozenDictionary<string, (string Type, byte[] Content)> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, file) in files.OrderBy(file => file.Key, StringComparer.Ordinal)) hash.AppendData(file.Content);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "text/html; charset=utf-8",
    };
}
