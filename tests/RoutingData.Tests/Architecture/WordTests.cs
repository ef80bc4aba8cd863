using System.Text.RegularExpressions;
using RoutingData.Tests.Documentation;

namespace RoutingData.Tests.Architecture;

/// <summary>One word for one thing, and plain ones: CONTRIBUTING.md has the list.</summary>
public sealed partial class WordTests
{
    [Fact]
    public void Texts_name_the_caller_the_session_or_the_server() => Assert.Empty(
        from file in Sources.Concat(Pages)
        from line in File.ReadLines(file).Select((text, index) => (Text: text, Number: index + 1))
        // A table's rows may be others' words.
        where !line.Text.StartsWith('|') && PrivateEnglish().IsMatch(line.Text)
        select $"{Path.GetRelativePath(Repository.Root, file)}:{line.Number}: {line.Text.Trim()}");

    [Fact]
    public void Names_are_the_fields_words() => Assert.Empty(
        from file in Sources
        from Match name in RetiredName().Matches(File.ReadAllText(file))
        select $"{Path.GetRelativePath(Repository.Root, file)}: {name.Value}");

    private static IEnumerable<string> Sources => Directory
        .EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(folder => folder is "obj" or "bin"));

    private static IEnumerable<string> Pages => Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md")
        .Append(Path.Combine(Repository.Root, "README.md"));

    [GeneratedRegex(@"\b(nobody|somebody|whoever|whosoever|anybody|everybody|kin)\b", RegexOptions.IgnoreCase)]
    private static partial Regex PrivateEnglish();

    [GeneratedRegex(@"\b(dice|\w*[Pp]atience\w*|FirstContact|FirstStates|HandOutOperation|DatabaseOperation|OptionsFault|ConnectionFault|TakePlace\w*|TryTakePlace|Forsake|Abandon|EndRepeatable|EndVerification|EndAll|EndProof|UntilEnded|GiveUpOpening|DropIfWrong)\b")]
    private static partial Regex RetiredName();
}
