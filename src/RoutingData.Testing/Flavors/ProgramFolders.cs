namespace RoutingData.Testing.Flavors;

/// <summary>The folders that server programs are looked for in.</summary>
internal static class ProgramFolders
{
    private static readonly string[] Inside = ["bin", "sbin", "scripts", "libexec"];
    private static readonly string[] Usual =
        ["/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin", "/usr/local/mysql/bin", "/usr/local/mysql/scripts"];

    /// <summary>Returns the folders of one installation.</summary>
    public static IEnumerable<string> Of(string installation) => Inside.Select(folder => Path.Combine(installation, folder));

    /// <summary>Returns the folders of this machine: of the PATH first, then the usual ones.</summary>
    public static IEnumerable<string> OfMachine() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Concat(Usual);

    /// <summary>Every program of this name in these folders, in their order.</summary>
    public static IEnumerable<string> Find(this IEnumerable<string> folders, string program) =>
        folders.Select(folder => Path.Combine(folder, program)).Where(File.Exists);
}
