using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using RoutingData.Testing.Processes;

namespace RoutingData.Testing.MariaDb;

/// <summary>
/// A finished data folder with users and an empty GTID history, made once per machine, MariaDB version and set of users, and
/// copied for every server. Built beside and renamed into place, so several processes may race for it.
/// </summary>
[SupportedOSPlatform("linux")]
internal static class MariaDbTemplate
{
    public static async Task<string> EnsureAsync(
        MariaDbInstallation installation, LocalClusterOptions options, string workFolder, CancellationToken cancellationToken)
    {
        var sql = BootstrapSql.For(options);
        var template = Path.Combine(CacheFolder(), "mariadb-" + Key(installation, sql));
        if (Directory.Exists(template))
            return template;

        var built = Path.Combine(workFolder, "template");
        await BuildAsync(installation, sql, built, cancellationToken).ConfigureAwait(false);
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

    private static async Task BuildAsync(
        MariaDbInstallation installation, string sql, string folder, CancellationToken cancellationToken)
    {
        string[] common = ["--no-defaults", .. RunAsRoot(), $"--datadir={folder}"];
        await RunAsync(
            installation.InstallDb,
            [.. common, "--auth-root-authentication-method=socket", "--skip-test-db", .. MariaDbArguments.Small],
            "",
            cancellationToken).ConfigureAwait(false);
        await RunAsync(installation.Server, [.. common, "--bootstrap", .. MariaDbArguments.Small], sql, cancellationToken)
            .ConfigureAwait(false);
    }

    private static async Task RunAsync(string program, string[] arguments, string input, CancellationToken cancellationToken)
    {
        var run = await FinishedProgram.RunAsync(program, arguments, input, cancellationToken).ConfigureAwait(false);
        if (run.ExitCode != 0)
            throw new LocalClusterException(
                $"{program} could not make a data folder (exit code {run.ExitCode}):{Environment.NewLine}{run.Output}");
    }

    private static void Publish(string built, string template)
    {
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

    private static string[] RunAsRoot() => Environment.IsPrivilegedProcess ? ["--user=root"] : [];

    private static string Key(MariaDbInstallation installation, string sql)
    {
        const int Digits = 16;
        var text = string.Join('\n', [installation.Version, sql, .. MariaDbArguments.Small]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..Digits];
    }

    private static string CacheFolder()
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (string.IsNullOrEmpty(cache))
        {
            var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            cache = home.Length > 0 ? Path.Combine(home, ".cache") : Path.Combine(Path.GetTempPath(), Environment.UserName);
        }

        var folder = Path.Combine(cache, "routingdata");
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return folder;
    }
}
