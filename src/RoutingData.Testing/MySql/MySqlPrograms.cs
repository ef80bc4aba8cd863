using RoutingData.Testing.Flavors;

namespace RoutingData.Testing.MySql;

/// <summary>Finds MySQL's programs.</summary>
internal static class MySqlPrograms
{
    private const string FolderVariable = "ROUTINGDATA_MYSQL";
    private const string ServerName = "mysqld";

    /// <summary>Returns the server: of the folder given, or the one eng/install-mysql.sh fills, or the machine's.</summary>
    public static async Task<ServerInstallation> FindAsync(string? folder, CancellationToken cancellationToken)
    {
        folder ??= Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } named ? named : null;
        var folders = folder is null
            ? ProgramFolders.Of(ClusterCache.Folder("mysql-sid")).Concat(ProgramFolders.OfMachine())
            : ProgramFolders.Of(folder);
        foreach (var server in folders.Find(ServerName))
        {
            // MariaDB's packages leave a link of this name to their own server.
            var installation = await ServerInstallation.OfAsync(server, cancellationToken).ConfigureAwait(false);
            if (!installation.Version.Contains("MariaDB", StringComparison.OrdinalIgnoreCase))
                return installation;
        }

        throw new LocalClusterException(
            $"A local cluster of MySQL needs MySQL 8.4 or newer, and {ServerName} was not found in {folder ?? "any usual place"}. " +
            $"Install it, with eng/install-mysql.sh if you like, or set {FolderVariable} to the folder it is installed in.");
    }
}
