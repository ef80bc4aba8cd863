using System.Text.RegularExpressions;
using RoutingData.PackageTests.Packing;
using RoutingData.Tests.Documentation;

namespace RoutingData.PackageTests.Contents;

/// <summary>What a package says of itself on its page.</summary>
public sealed class MetadataTests(PackedFeed feed)
{
    public static TheoryData<string> Packages => [.. PackedFeed.Names];

    [Theory]
    [MemberData(nameof(Packages))]
    public void It_has_all_that_its_page_shows(string name)
    {
        using var package = new Package(feed, name);

        foreach (var value in new[] { "id", "version", "authors", "license", "icon", "readme", "projectUrl", "description", "releaseNotes", "copyright", "tags" })
            Assert.False(string.IsNullOrWhiteSpace(package.Value(value)), $"{value} is missing");
        Assert.Contains("icon.png", package.Files);
        Assert.Contains("### Added", package.Value("releaseNotes"), StringComparison.Ordinal);
        Assert.Equal(PackedFeed.Page, package.Value("projectUrl"));
        var repository = package.Element("repository")!;
        Assert.Equal("git", (string?)repository.Attribute("type"));
        Assert.Equal(package.Value("projectUrl"), (string?)repository.Attribute("url"));
        Assert.Matches("^[0-9a-f]{40}$", (string?)repository.Attribute("commit"));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Its_readme_is_its_own_and_every_link_works_from_anywhere(string name)
    {
        using var package = new Package(feed, name);
        var readme = package.Text("README.md");

        Assert.StartsWith($"# {name}\n", readme, StringComparison.Ordinal);
        var links = Regex.Matches(readme, @"\]\((?<target>[^)]*)\)").Select(link => link.Groups["target"].Value).ToArray();
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.StartsWith($"{PackedFeed.Page}/blob/main/", link, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_an_address_of_the_project_there_is_no_page_and_no_link_that_leads_nowhere()
    {
        var folder = Path.Combine(feed.Applications, "unpublished");
        await ChildProcess.RunAsync(
            Repository.Root, new Dictionary<string, string> { ["MSBUILDDISABLENODEREUSE"] = "1" },
            "dotnet", "pack", "src/RoutingData.Monitor", "-c", "Release", "-o", folder, $"-p:MinVerVersionOverride={PackedFeed.Version}");
        using var package = new Package(folder, "RoutingData.Monitor");

        Assert.Null(package.Value("projectUrl"));
        Assert.Contains("how the writer is found", package.Text("README.md"), StringComparison.Ordinal);
        Assert.DoesNotContain("](", package.Text("README.md"), StringComparison.Ordinal);
        Assert.DoesNotContain("](docs/", package.Value("releaseNotes"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Nothing_that_only_the_build_needs_is_a_dependency(string name)
    {
        using var package = new Package(feed, name);
        var dependencies = package.Metadata.Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => (string)element.Attribute("id")!);

        Assert.All(dependencies, dependency => Assert.Matches(
            "^(RoutingData|MySqlConnector$|Polly.Core$|OpenTelemetry.Api$|Microsoft.Extensions.|Microsoft.EntityFrameworkCore.Relational$|Microsoft.Data.Sqlite$)", dependency));
    }

    [Fact]
    public void The_settings_have_a_schema_that_reaches_projects_which_reference_the_package_through_another()
    {
        using var package = new Package(feed, "RoutingData");

        Assert.Contains("\"RoutingData\"", package.Text("ConfigurationSchema.json"), StringComparison.Ordinal);
        Assert.Contains("ConfigurationSchema.json", package.Text("buildTransitive/RoutingData.targets"), StringComparison.Ordinal);
    }
}
