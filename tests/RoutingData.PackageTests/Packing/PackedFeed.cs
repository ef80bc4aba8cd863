using RoutingData.PackageTests.Packing;
using RoutingData.Tests.Documentation;

[assembly: AssemblyFixture(typeof(PackedFeed))]

namespace RoutingData.PackageTests.Packing;

/// <summary>All packages, packed once as eng/pack.sh does it, in a folder that applications install from.</summary>
public sealed class PackedFeed : IAsyncLifetime
{
    // To try a test again without the minutes that packing takes.
    private static readonly string? Packed = System.Environment.GetEnvironmentVariable("ROUTINGDATA_PACKAGES");

    /// <summary>Above any that is ever released, so that it is the newest, and another one each time, so that no cache of this machine has it.</summary>
    public static string Version { get; } = Packed is null
        ? $"99.{(DateTime.UtcNow - DateTime.UnixEpoch).Days}.{System.Environment.ProcessId % 65_000}"
        : Path.GetFileNameWithoutExtension(Directory.EnumerateFiles(Packed, "RoutingData.Monitor.*.nupkg").Single())["RoutingData.Monitor.".Length..];

    /// <summary>The project's page, as it would be published.</summary>
    public const string Page = "https://example.org/routingdata";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("routingdata-packages-");

    /// <summary>The folder with the packages.</summary>
    public string Folder => Packed ?? Path.Combine(_root.FullName, "feed");

    /// <summary>Where applications may be made: below it, no file of the repository counts.</summary>
    public string Applications => Path.Combine(_root.FullName, "applications");

    /// <summary>The machine's own packages are read where they are; those of ours are unpacked here, and go with it.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["NUGET_PACKAGES"] = Path.Combine(_root.FullName, "unpacked"),
        ["RestoreFallbackFolders"] = MachinePackages,
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_NOLOGO"] = "1",
    };

    private static string MachinePackages => System.Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>The names of the packages: those of the projects in src/.</summary>
    public static IEnumerable<string> Names => Projects.Select(path => Path.GetFileNameWithoutExtension(path)!);

    /// <summary>Those that have an assembly to refer to: no templates, and no tool.</summary>
    public static IEnumerable<string> Libraries => Projects.Where(path => IsLibrary(File.ReadAllText(path))).Select(path => Path.GetFileNameWithoutExtension(path)!);

    private static bool IsLibrary(string project) =>
        !project.Contains("<IncludeBuildOutput>false<", StringComparison.Ordinal) && !project.Contains("<PackAsTool>true<", StringComparison.Ordinal);

    private static IEnumerable<string> Projects =>
        Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src")).SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj"))
            .Order(StringComparer.Ordinal);

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Applications);
        if (Packed is null)
        {
            await ChildProcess.RunAsync(
                Repository.Root, new Dictionary<string, string> { ["MSBUILDDISABLENODEREUSE"] = "1" },
                Path.Combine(Repository.Root, "eng", "pack.sh"), Folder, $"-p:MinVerVersionOverride={Version}", $"-p:RepositoryUrl={Page}");
        }

        await File.WriteAllTextAsync(Path.Combine(Applications, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <add key="packed" value="{Folder}" />
              </packageSources>
            </configuration>
            """);
    }

    public ValueTask DisposeAsync()
    {
        _root.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
