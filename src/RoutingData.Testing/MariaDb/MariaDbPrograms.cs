using RoutingData.Testing.Flavors;

namespace RoutingData.Testing.MariaDb;

/// <summary>Finds MariaDB's programs.</summary>
internal static class MariaDbPrograms
{
    private const string ServerName = "mariadbd";
    private const string InstallDbName = "mariadb-install-db";

    /// <summary>Returns the server.</summary>
    /// <param name="folder">The installation; null for the machine's.</param>
    public static string Server(string? folder) =>
        (folder is null ? ProgramFolders.OfMachine() : ProgramFolders.Of(folder)).Find(ServerName).FirstOrDefault()
        ?? throw Missing(ServerName, folder ?? "this machine");

    /// <summary>Returns the program that makes a data folder: of the server's own installation, which may not be the machine's only one.</summary>
    public static string InstallDb(string server)
    {
        var installation = Path.GetDirectoryName(Path.GetDirectoryName(server))!;
        return ProgramFolders.Of(installation).Concat(ProgramFolders.OfMachine()).Find(InstallDbName).FirstOrDefault()
            ?? throw Missing(InstallDbName, installation);
    }

    private static LocalClusterException Missing(string program, string place) => new(
        $"A local cluster needs MariaDB 10.10 or newer, and {program} was not found on {place}. " +
        "Install it with: apt-get install mariadb-server");
}
