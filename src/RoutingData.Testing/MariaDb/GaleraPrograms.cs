using RoutingData.Testing.Flavors;

namespace RoutingData.Testing.MariaDb;

/// <summary>Finds what a member of Galera needs beside the server.</summary>
internal static class GaleraPrograms
{
    private const string Copier = "rsync";

    private static readonly string[] Libraries =
    [
        "/usr/lib/galera/libgalera_smm.so", "/usr/lib64/galera-4/libgalera_smm.so", "/usr/lib64/galera/libgalera_smm.so",
        "/usr/local/lib/galera/libgalera_smm.so",
    ];

    /// <summary>Returns the provider.</summary>
    /// <exception cref="LocalClusterException">There is none here, or rsync or the system's user is missing.</exception>
    public static string Library(string systemUser)
    {
        var library = Libraries.FirstOrDefault(File.Exists) ?? throw Missing("libgalera_smm.so");
        if (!ProgramFolders.OfMachine().Find(Copier).Any())
            throw Missing(Copier);
        if (Environment.IsPrivilegedProcess && !File.ReadLines("/etc/passwd").Any(line => line.StartsWith($"{systemUser}:", StringComparison.Ordinal)))
            throw Missing($"the system's user {systemUser}, which its servers run as when root starts them,");
        return library;
    }

    private static LocalClusterException Missing(string what) => new(
        $"A local cluster of Galera needs MariaDB's galera-4 and rsync, and {what} was not found on this machine. " +
        "Install them with eng/install-galera.sh, or with: apt-get install mariadb-server galera-4 rsync");
}
