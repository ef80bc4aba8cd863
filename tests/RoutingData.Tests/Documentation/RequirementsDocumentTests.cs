namespace RoutingData.Tests.Documentation;

public sealed class RequirementsDocumentTests
{
    private const string Unproven = "none";

    private static readonly Document Requirements = new("requirements.md");

    [Fact]
    public void Every_requirement_is_listed_once_with_the_tests_that_carry_its_trait()
    {
        var tests = RequirementTraits.Read(Repository.TestSources);
        var rows = Requirements.Table("The list");

        Assert.Equal(Enumerable.Range(1, 50).Select(number => $"D{number:00}"), rows.Select(row => row[0]));
        Assert.Empty(tests.Select(requirement => requirement.Key).Except(rows.Select(row => row[0])));
        Requirements.Check("list", Document.TableOf(
            ["id", "weight", "what must hold", "tests"],
            rows.Select(row => new[] { row[0], row[1], row[2], NamesOf(tests[row[0]]) })));
    }

    [Fact]
    public void Requirements_without_a_test_are_named()
    {
        var tests = RequirementTraits.Read(Repository.TestSources);
        var unproven = Requirements.Table("The list").Select(row => row[0]).Where(id => !tests.Contains(id)).ToArray();
        Requirements.Check("unproven", $"{unproven.Length} of 50: {(unproven.Length == 0 ? "-" : string.Join(", ", unproven))}\n");
    }

    private static string NamesOf(IEnumerable<string> tests)
    {
        var names = tests.Distinct().Order(StringComparer.Ordinal).Select(name => $"`{name}`").ToArray();
        return names.Length == 0 ? Unproven : string.Join(", ", names);
    }
}
