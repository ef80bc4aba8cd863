using RoutingData.Tests.Documentation;

namespace RoutingData.LibraryTests;

/// <summary>The classes that docs/libraries.md prints are the ones that the tests use.</summary>
public sealed class RecipeTests
{
    [Theory]
    [InlineData("unwrap", "tests/RoutingData.LibraryTests/Libraries/UnwrapRouting.cs")]
    [InlineData("fluent-migrator", "tests/RoutingData.LibraryTests/Migrations/RoutedDbFactory.cs")]
    [InlineData("orleans", "samples/OrleansDriver/MySqlClientFactory.cs")]
    public void The_document_prints_what_is_tested(string part, string file)
    {
        var source = File.ReadAllText(Path.Combine(Repository.Root, file)).ReplaceLineEndings("\n");
        var printed = source[source.IndexOf("public ", StringComparison.Ordinal)..].Replace("    /// <inheritdoc/>\n", "", StringComparison.Ordinal);

        new Document("libraries.md").Check(part, $"```csharp\n{printed}```\n");
    }
}
