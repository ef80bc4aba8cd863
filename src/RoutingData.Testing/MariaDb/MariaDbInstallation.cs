using RoutingData.Testing.Processes;

namespace RoutingData.Testing.MariaDb;

/// <summary>The MariaDB programs of this machine, and their version as they say it themselves.</summary>
internal sealed record MariaDbInstallation(string Server, string InstallDb, string Version)
{
    private static readonly string[] UsualFolders =
        ["/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin", "/usr/local/mysql/bin", "/usr/local/mysql/scripts"];

    public static async Task<MariaDbInstallation> FindAsync(CancellationToken cancellationToken)
    {
        var server = Program("mariadbd");
        var version = await FinishedProgram.RunAsync(server, ["--no-defaults", "--version"], "", cancellationToken).ConfigureAwait(false);
        return new MariaDbInstallation(server, Program("mariadb-install-db"), version.Output.Trim());
    }

    private static string Program(string name)
    {
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        return path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(UsualFolders)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists)
            ?? throw new LocalClusterException(
                $"A local cluster needs MariaDB 10.10 or newer on this machine, and {name} was not found. " +
                "Install it with: apt-get install mariadb-server");
    }
}
