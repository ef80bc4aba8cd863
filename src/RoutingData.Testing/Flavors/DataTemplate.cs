using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;

namespace RoutingData.Testing.Flavors;

/// <summary>
/// A finished data folder with users and an empty GTID history, made once per machine, server version and set of users, and
/// copied for every server. Built beside and renamed into place, so several processes may race for it.
/// </summary>
internal static class DataTemplate
{
    /// <summary>Returns the folder; makes it when there is none.</summary>
    /// <param name="kind">How its name begins.</param>
    /// <param name="ingredients">All that it depends on.</param>
    /// <param name="built">Where it may be made: beside nothing that is kept.</param>
    /// <param name="makeAsync">Makes it there.</param>
    [SupportedOSPlatform("linux")]
    public static async Task<string> EnsureAsync(string kind, string ingredients, string built, Func<string, Task> makeAsync)
    {
        const int Digits = 16;
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ingredients)))[..Digits];
        var template = ClusterCache.Folder($"{kind}-{key}");
        if (Directory.Exists(template))
            return template;

        await makeAsync(built).ConfigureAwait(false);
        Publish(built, template);
        return template;
    }

    public static void CopyTo(string template, string target)
    {
        foreach (var folder in Directory.EnumerateDirectories(template, "*", SearchOption.AllDirectories).Prepend(template))
            Directory.CreateDirectory(Path.Combine(target, Path.GetRelativePath(template, folder)));
        foreach (var file in Directory.EnumerateFiles(template, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(target, Path.GetRelativePath(template, file)));
    }

    [SupportedOSPlatform("linux")]
    private static void Publish(string built, string template)
    {
        Directory.CreateDirectory(
            Path.GetDirectoryName(template)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var beside = $"{template}.{Guid.NewGuid():N}";
        CopyTo(built, beside);
        try
        {
            Directory.Move(beside, template);
        }
        catch (IOException) when (Directory.Exists(template))
        {
            // Another process was faster, and its template is as good.
            Directory.Delete(beside, recursive: true);
        }
    }
}
