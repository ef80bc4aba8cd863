using System.Text.Json;
using RoutingData.PackageTests.Packing;

namespace RoutingData.PackageTests.FreshApplications;

/// <summary>An application as <c>dotnet new</c> makes it, outside the repository.</summary>
internal sealed class FreshApplication
{
    private const string Tools = "tools";

    private readonly PackedFeed _feed;
    private readonly string _folder;

    private FreshApplication(PackedFeed feed, string name) => (_feed, Name, _folder) = (feed, name, Path.Combine(feed.Applications, name));

    public string Name { get; }

    /// <summary>Makes one of a template of the SDK.</summary>
    public static Task<FreshApplication> NewAsync(PackedFeed feed, string template, string name) => MakeAsync(feed, name, template, "--no-restore");

    /// <summary>Makes one of a template in a package, which is installed for it alone.</summary>
    public static async Task<FreshApplication> NewOfAsync(PackedFeed feed, string package, string template, string name)
    {
        var hive = Path.Combine(feed.Applications, "templates");
        await ChildProcess.RunAsync(
            feed.Applications, feed.Environment,
            "dotnet", "new", "install", Path.Combine(feed.Folder, $"{package}.{PackedFeed.Version}.nupkg"), "--debug:custom-hive", hive);
        return await MakeAsync(feed, name, template, "--debug:custom-hive", hive);
    }

    /// <summary>Installs the newest version, or the one that is named.</summary>
    public Task AddPackageAsync(string package, string? version = null) =>
        DotNetAsync(["add", "package", package, .. version is null ? Array.Empty<string>() : ["--version", version]]);

    /// <summary>What <see cref="AddPackageAsync"/> writes, in a hundredth of its time.</summary>
    public void Reference(string package, string version = "*") => Insert(
        $"{Name}.csproj", "</Project>", $"""  <ItemGroup><PackageReference Include="{package}" Version="{version}" /></ItemGroup>""");

    public string Read(string file) => File.ReadAllText(Path.Combine(_folder, file)).ReplaceLineEndings("\n");

    public void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder, file), text);

    /// <summary>Puts a text before a line of a file, as a reader of the documentation would.</summary>
    public void Insert(string file, string before, string text)
    {
        var parts = Read(file).Split(before);
        Assert.Equal(2, parts.Length);
        Write(file, $"{parts[0]}{text}\n{before}{parts[1]}");
    }

    /// <summary>Builds it; a warning is an error.</summary>
    public Task BuildAsync() => DotNetAsync("build", "-warnaserror", "--verbosity", "quiet");

    /// <summary>Runs what was built; its output.</summary>
    /// <param name="settings">Variables of its environment.</param>
    public Task<string> RunAsync(params (string Name, string Value)[] settings)
    {
        var environment = new Dictionary<string, string>(_feed.Environment);
        foreach (var (name, value) in settings) environment[name] = value;
        return ChildProcess.RunAsync(_folder, environment, Path.Combine(_folder, "bin", "Debug", "net10.0", Name));
    }

    /// <summary>Publishes it with a property set, without a warning, and runs what was published; its output.</summary>
    public async Task<string> PublishAndRunAsync(string property, params string[] more)
    {
        var folder = Path.Combine(_folder, "published", property);
        var output = await DotNetAsync(
            ["publish", $"-p:{property}=true", "-p:TrimmerSingleWarn=false", "-warnaserror", "--self-contained", "--use-current-runtime", "-o", folder, .. more]);
        Assert.DoesNotContain("warning", output, StringComparison.OrdinalIgnoreCase);
        return await ChildProcess.RunAsync(folder, _feed.Environment, Path.Combine(folder, Name));
    }

    /// <summary>Runs a command as a page prints it, with tools of the folder <c>tools</c> in place of those of the machine; its output.</summary>
    public Task<string> CommandAsync(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // dotnet ef is the program dotnet-ef.
        var tool = Path.Combine(_folder, Tools, string.Join('-', words.Take(2)));
        if (File.Exists(tool)) words = [tool, .. words.Skip(2)];
        else if (File.Exists(Path.Combine(_folder, Tools, words[0]))) words[0] = Path.Combine(_folder, Tools, words[0]);
        else if (words[0].StartsWith("./", StringComparison.Ordinal)) words[0] = Path.Combine(_folder, words[0]);
        return ChildProcess.RunAsync(_folder, _feed.Environment, words);
    }

    /// <summary>Installs a tool for this application alone.</summary>
    public Task InstallToolAsync(string package, string version) => DotNetAsync("tool", "install", package, "--version", version, "--tool-path", Tools);

    /// <summary>The version of a package that was restored.</summary>
    public Version VersionOf(string package)
    {
        using var assets = JsonDocument.Parse(Read("obj/project.assets.json"));
        var library = assets.RootElement.GetProperty("libraries").EnumerateObject().Select(library => library.Name.Split('/')).Single(name => name[0] == package);
        return Version.Parse(library[1]);
    }

    private static async Task<FreshApplication> MakeAsync(PackedFeed feed, string name, string template, params string[] more)
    {
        var application = new FreshApplication(feed, name);
        await ChildProcess.RunAsync(feed.Applications, feed.Environment, ["dotnet", "new", template, "--name", name, .. more]);
        return application;
    }

    private Task<string> DotNetAsync(params string[] arguments) => ChildProcess.RunAsync(_folder, _feed.Environment, ["dotnet", .. arguments]);
}
