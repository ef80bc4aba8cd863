using System.Text.RegularExpressions;
using RoutingData.Tests.Documentation;

namespace RoutingData.PackageTests.FreshApplications;

/// <summary>What README and docs print, word by word.</summary>
internal static partial class Printed
{
    /// <summary>The one block of code of a page that contains a text.</summary>
    public static string Block(string page, string language, string containing) =>
        Blocks(page, language).Single(code => code.Contains(containing, StringComparison.Ordinal));

    /// <summary>The packages that a page tells to install.</summary>
    public static IEnumerable<string> Packages(string page) =>
        Blocks(page, "").SelectMany(code => Install().Matches(code)).Select(line => line.Groups["package"].Value);

    private static IEnumerable<string> Blocks(string page, string language)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, page)).ReplaceLineEndings("\n");
        return Fence().Matches(text).Where(block => block.Groups["language"].Value == language).Select(block => block.Groups["code"].Value);
    }

    [GeneratedRegex("^```(?<language>[a-z]*)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("^dotnet add package (?<package>[^ \n]+)$", RegexOptions.Multiline)]
    private static partial Regex Install();
}
