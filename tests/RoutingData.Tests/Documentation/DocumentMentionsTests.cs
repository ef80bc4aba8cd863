using System.Text.RegularExpressions;
using RoutingData.Monitor;

namespace RoutingData.Tests.Documentation;

public sealed partial class DocumentMentionsTests
{
    private static readonly Dictionary<string, Type> Groups = new()
    {
        ["Monitor"] = typeof(MonitorOptions),
        ["Failover"] = typeof(FailoverOptions),
        ["Pool"] = typeof(PoolOptions),
        ["Telemetry"] = typeof(TelemetryOptions),
    };

    public static TheoryData<string> Pages => [.. Directory
        .EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md")
        .Append(Path.Combine(Repository.Root, "README.md"))
        .Select(file => Path.GetRelativePath(Repository.Root, file))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Settings_that_a_page_names_exist(string page)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, page));
        var mentions = Mention().Matches(text).Select(match => (Group: match.Groups["group"].Value, Name: match.Groups["name"].Value));
        Assert.DoesNotContain(mentions, mention => Groups[mention.Group].GetProperty(mention.Name) is null);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Pages_that_a_page_links_to_exist(string page)
    {
        var file = Path.Combine(Repository.Root, page);
        var links = Link().Matches(File.ReadAllText(file)).Select(match => match.Groups["path"].Value);
        Assert.DoesNotContain(links, link => !File.Exists(Path.Combine(Path.GetDirectoryName(file)!, link)));
    }

    [GeneratedRegex(@"`(?<group>Monitor|Failover|Pool|Telemetry):(?<name>\w+)`")]
    private static partial Regex Mention();

    [GeneratedRegex(@"\]\((?<path>(?!https?:)[^)#\s]+)(#[^)]*)?\)")]
    private static partial Regex Link();
}
