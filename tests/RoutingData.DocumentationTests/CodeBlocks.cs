using System.Text.RegularExpressions;

namespace RoutingData.DocumentationTests;

/// <summary>The C# blocks of README and docs, as they are printed.</summary>
internal static partial class CodeBlocks
{
    public static IEnumerable<(string Document, int Line, string Code)> All()
    {
        var assembly = typeof(CodeBlocks).Assembly;
        foreach (var document in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".md", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            var text = Read(document);
            foreach (Match block in Fence().Matches(text))
                yield return (document, text.AsSpan(0, block.Index).Count('\n') + 2, block.Groups["code"].Value);
        }
    }

    public static string Read(string resource)
    {
        using var reader = new StreamReader(typeof(CodeBlocks).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("^```csharp\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
