namespace RoutingData.Tests.Documentation;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>The sources of all tests.</summary>
    public static IEnumerable<string> TestSources => Directory
        .EnumerateFiles(Path.Combine(Root, "tests"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(folder => folder is "obj" or "bin"))
        .Order(StringComparer.Ordinal);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "RoutingData.sln"))) folder = folder.Parent;
        return folder?.FullName
            ?? throw new DirectoryNotFoundException($"RoutingData.sln is in no folder above {AppContext.BaseDirectory}.");
    }
}
