using System.Globalization;
using System.Text;
using RoutingData.Statements;

namespace RoutingData.Tests.Statements;

[Trait("Requirement", "D01")]
[Trait("Requirement", "D02")]
[Trait("Requirement", "D09")]
[Trait("Requirement", "D10")]
[Trait("Requirement", "D11")]
[Trait("Requirement", "D14")]
[Trait("Requirement", "D16")]
[Trait("Requirement", "D17")]
[Trait("Requirement", "D18")]
[Trait("Requirement", "D20")]
public sealed class CorpusTests
{
    [Fact]
    public void Every_statement_of_the_corpus_is_understood_as_its_author_says() => AssertCorpus();

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("az-Latn-AZ")]
    [InlineData("th-TH")]
    public void No_culture_changes_an_answer(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            AssertCorpus();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void The_corpus_has_at_least_600_statements_of_all_three_targets_and_no_statement_twice()
    {
        Assert.True(Corpus.Entries.Count >= 600);
        Assert.Equal(3, Corpus.Entries.Select(entry => entry.Target).Distinct().Count());
        Assert.Equal(Corpus.Entries.Count, Corpus.Entries.Select(entry => entry.Statement).Distinct().Count());
    }

    [Fact]
    public void Every_effect_appears_in_the_corpus()
    {
        var seen = Corpus.Entries.Aggregate(StatementEffects.None, (effects, entry) => effects | entry.Effects);
        Assert.Equal(Enum.GetValues<StatementEffects>().Aggregate((left, right) => left | right), seen);
    }

    private static void AssertCorpus()
    {
        var mismatches = new StringBuilder();
        foreach (var entry in Corpus.Entries)
        foreach (var options in Dialects.Of(entry.Dialect))
        {
            var traits = StatementClassifier.Classify(entry.Statement, options);
            if (traits.Target != entry.Target || traits.Effects != entry.Effects)
            {
                mismatches.AppendLine().AppendLine(entry.ToString()).AppendLine($"   expected {entry.Target} [{entry.Effects}]")
                    .Append($"   got {traits.Target} [{traits.Effects}]: {traits.Reason}");
            }
        }

        Assert.True(mismatches.Length == 0, mismatches.ToString());
    }
}
