using System.Text.RegularExpressions;

namespace RoutingData.Tests.Documentation;

/// <summary>
/// Which tests say that they prove which requirement, read from their sources, so that projects that do not run here count too.
/// </summary>
internal static partial class RequirementTraits
{
    /// <summary>Requirement id to names of classes (all their tests) and of single tests.</summary>
    public static ILookup<string, string> Read(IEnumerable<string> files) =>
        files.SelectMany(file => InLines(File.ReadLines(file))).ToLookup(trait => trait.Requirement, trait => trait.Test);

    private static IEnumerable<(string Requirement, string Test)> InLines(IEnumerable<string> lines)
    {
        var (type, isTest) = ("", false);
        List<string> pending = [];
        foreach (var line in lines)
        {
            pending.AddRange(Trait().Matches(line).Select(match => match.Groups["id"].Value));
            isTest |= line.Contains("[Fact", StringComparison.Ordinal) || line.Contains("[Theory", StringComparison.Ordinal);
            var name = "";
            if (Type().Match(line) is { Success: true } declared) name = type = declared.Groups["name"].Value;
            else if (isTest && Method().Match(line) is { Success: true } method) name = $"{type}.{method.Groups["name"].Value}";
            if (name.Length == 0) continue;

            foreach (var id in pending) yield return (id, name);
            pending.Clear();
            isTest = false;
        }
    }

    [GeneratedRegex(@"^\s*\[Trait\(""Requirement"", ""(?<id>D\d\d)""\)\]")]
    private static partial Regex Trait();

    [GeneratedRegex(@"^\s*(public|internal)[\w ]* class (?<name>\w+)")]
    private static partial Regex Type();

    [GeneratedRegex(@"^\s*public [\w<>. ]*?(?<name>\w+)\(")]
    private static partial Regex Method();
}
