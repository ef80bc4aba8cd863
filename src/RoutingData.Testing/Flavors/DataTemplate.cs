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
    [SupportedOSPlatform("linux")]
    public static async Task<string> EnsureAsync(
        IFlavor flavor,
        ServerInstallation installation,
        LocalClusterOptions options,
        string workFolder,
        CancellationToken cancellationToken)
    {
        var sql = flavor.BootstrapSql(options);
        var template = ClusterCache.Folder($"data-{flavor.Kind.ToString().ToLowerInvariant()}-{Key(flavor, installation, sql)}");
        if (Directory.Exists(template))
            return template;

        var built = Path.Combine(workFolder, "template");
        await flavor.MakeDataAsync(installation, sql, built, cancellationToken).ConfigureAwait(false);
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

    private static string Key(IFlavor flavor, ServerInstallation installation, string sql)
    {
        const int Digits = 16;
        var text = string.Join('\n', [installation.Server, installation.Version, sql, .. flavor.Small]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..Digits];
    }
}
