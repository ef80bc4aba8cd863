using FsCheck;
using FsCheck.Fluent;
using RoutingData.Statements;

namespace RoutingData.Tests.Statements;

/// <summary>Ways to write the same statement differently, which must not change the decision.</summary>
public sealed class PropertyTests
{
    private static readonly string[] Gaps =
        [" ", "\t", "\n", "\r\n", "  ", "/**/", "/* ; DROP TABLE t */", " -- x'\n", " # \"\n", "/*! */", "/* it's */ ", " --\t`\n"];

    private static readonly Gen<(CorpusEntry Entry, int Seed)> Cases =
        from entry in Gen.Elements(Corpus.Entries.AsEnumerable())
        from seed in Gen.Choose(0, int.MaxValue)
        select (entry, seed);

    [Fact]
    [Trait("Requirement", "D02")]
    [Trait("Requirement", "D16")]
    public void Comments_and_white_space_between_tokens_change_nothing() => Check(Cases, test =>
    {
        // Executable comments are code: their own inside is not a place to add to.
        if (test.Entry.Statement.Contains("/*!") || test.Entry.Statement.Contains("/*M!"))
            return;

        // Nor is a setting repeated from text that is cut through by one.
        var gaps = test.Entry.Effects.HasFlag(StatementEffects.ChangesSettings) ? Gaps.Where(gap => gap != "/*! */").ToArray() : Gaps;
        AssertSame(test.Entry, Rewriter.Respace(test.Entry.Statement, gaps, new Random(test.Seed)));
    });

    [Fact]
    public void The_case_of_words_changes_nothing() => Check(Cases, test =>
        AssertSame(test.Entry, Rewriter.Recase(test.Entry.Statement, new Random(test.Seed))));

    [Fact]
    public void Redundant_parentheses_around_a_query_change_nothing() => Check(Cases, test =>
    {
        var statement = test.Entry.Statement;
        if (!IsOneQuery(statement) || test.Entry.Effects == StatementEffects.PinsUnknownCode)
            return;
        
        // Past 64 levels names before parentheses are taken for calls, which errs on the safe side.
        var depth = 1 + (test.Seed % 50);
        AssertSame(test.Entry, new string('(', depth) + statement + "\n" + new string(')', depth));
    });

    [Fact]
    public void A_semicolon_and_an_empty_statement_at_either_end_change_nothing() => Check(Cases, test =>
    {
        if (!Rewriter.Ends(test.Entry.Statement))
            return;
        AssertSame(test.Entry, $" ; {test.Entry.Statement}\n ; /* c */ ; ");
    });

    [Theory]
    [Trait("Requirement", "D02")]
    [InlineData(" FOR UPDATE")]
    [InlineData("\nfor update of t nowait")]
    [InlineData(" FOR/**/UPDATE SKIP LOCKED")]
    [InlineData(" FOR SHARE")]
    [InlineData(" LOCK IN SHARE MODE")]
    [InlineData(" Lock In Share Mode WAIT 5")]
    [InlineData(" INTO OUTFILE '/tmp/x'")]
    [InlineData(" INTO @x")]
    [InlineData(" UNION SELECT app_fn(1)")]
    [InlineData(" ; DELETE FROM t")]
    [InlineData(" /*! FOR UPDATE */")]
    [InlineData(" /*!99999 FOR UPDATE */")]
    public void A_plain_read_with_a_clause_that_locks_or_writes_is_none(string clause)
    {
        foreach (var entry in Corpus.Reads.Where(entry => Rewriter.Ends(entry.Statement)))
        {
            var statement = entry.Statement.TrimEnd(' ', ';') + "\n" + clause;
            if (!StartsQuery(statement))
                continue;
            Assert.False(Classify(statement).IsPlainRead, statement);
        }
    }

    [Fact]
    [Trait("Requirement", "D17")]
    public void Two_texts_are_a_plain_read_together_only_if_both_are_one() => Check(
        from first in Gen.Elements(Corpus.Entries.AsEnumerable())
        from second in Gen.Elements(Corpus.Entries.AsEnumerable())
        select (first, second),
        test =>
        {
            if (!Rewriter.Ends(test.first.Statement) || IsEmpty(test.first) || IsEmpty(test.second))
                return;
            // Executable comments of two conditions are more readings than the classifier looks at: it takes the writer.
            if (HasExecutableComment(test.first) && HasExecutableComment(test.second))
                return;
            if (!Dialects.Of(test.first.Dialect).Intersect(Dialects.Of(test.second.Dialect)).Any())
                return;
            var options = test.first.Dialect == "both" ? test.second.Options : test.first.Options;
            var both = StatementClassifier.Classify($"{test.first.Statement}\n;{test.second.Statement}", options);
            var expected = test is { first.Target: StatementTarget.Reader, second.Target: StatementTarget.Reader };
            Assert.True(both.IsPlainRead == expected, $"{test.first}\n{test.second}\n{both.Reason}");
        });

    private static bool HasExecutableComment(CorpusEntry entry) =>
        entry.Statement.Contains("/*!", StringComparison.Ordinal) || entry.Statement.Contains("/*M!", StringComparison.Ordinal);

    [Fact]
    public void Every_pin_of_a_statement_is_a_pin_of_a_batch_that_is_cut_short() => Check(Cases, test =>
    {
        if (!Rewriter.Ends(test.Entry.Statement) || test.Entry.Target == StatementTarget.Reader)
            return;
        var batch = StatementClassifier.Classify($"SELECT 1; {test.Entry.Statement}\n; SELECT 2", test.Entry.Options);
        var pins = test.Entry.Effects & StatementTraits.PinningEffects;
        Assert.Equal(pins, batch.EffectsIfInterrupted & pins);
    });

    private static StatementTraits Classify(string text) => StatementClassifier.Classify(text, ClassifierOptions.Default);

    private static bool IsEmpty(CorpusEntry entry) => Classify(entry.Statement).StatementCount == 0;

    private static bool IsOneQuery(string statement) => StartsQuery(statement) && !statement.Contains(';') && Rewriter.Ends(statement);

    private static bool StartsQuery(string statement) =>
        statement.StartsWith("SELECT", StringComparison.OrdinalIgnoreCase) || statement.StartsWith('(');

    private static void AssertSame(CorpusEntry entry, string rewritten)
    {
        var traits = StatementClassifier.Classify(rewritten, entry.Options);
        Assert.True(traits.Target == entry.Target, $"{entry}\nas {rewritten}\nwent to {traits.Target}: {traits.Reason}");
        Assert.True(traits.Effects == entry.Effects, $"{entry}\nas {rewritten}\nhad {traits.Effects}");
    }

    private static void Check<T>(Gen<T> cases, Action<T> test) => Cultures.Each(() =>
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(1500), Prop.ForAll(cases.ToArbitrary(), test)));
}
