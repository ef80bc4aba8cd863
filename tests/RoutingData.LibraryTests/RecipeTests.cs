using RoutingData.Tests.Documentation;

namespace RoutingData.LibraryTests;

/// <summary>The classes that docs/libraries.md prints are the ones that the tests use.</summary>
public sealed class RecipeTests
{
    [Theory]
    [InlineData("unwrap", "Libraries/UnwrapRouting.cs")]
    [InlineData("fluent-migrator", "Migrations/RoutedDbFactory.cs")]
    public void The_document_prints_what_is_tested(string part, string file)
    {
        var source = File.ReadAllText(Path.Combine(Repository.Root, "tests", "RoutingData.LibraryTests", file)).ReplaceLineEndings("\n");
        var printed = source[source.IndexOf("public sealed class", StringComparison.Ordinal)..].Replace("    /// <inheritdoc/>\n", "", StringComparison.Ordinal);

        new Document("libraries.md").Check(part, $"```csharp\n{printed}```\n");
    }
}
