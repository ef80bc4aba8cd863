using System.Text;
using FsCheck;
using FsCheck.Fluent;
using RoutingData.Statements;

namespace RoutingData.Tests.Statements;

/// <summary>Nothing throws, nothing is read twice, whatever the text.</summary>
public sealed class FuzzTests
{
    private static readonly string[] Pieces =
    [
        "SELECT", "FROM", "WHERE", "FOR", "UPDATE", "LOCK", "IN", "SHARE", "MODE", "INTO", "@x", "@@x", "@@session", ".", "`",
        "'", "\"", "\\", "(", ")", ",", ";", "/*", "*/", "/*!", "/*!80000", "/*M!", "--", "-- ", "#", "\n", " ", "1", "1e", "0x",
        "x", "f(", "WITH", "AS", "SET", "autocommit", "=", ":=", "0", "BEGIN", "END", "IF", "CASE", "CREATE", "PROCEDURE",
        "TEMPORARY", "TABLE", "EXPLAIN", "ANALYZE", "SHOW", "USE", "CALL", "VALUES", "NEXT", "VALUE", "START", "TRANSACTION",
        "READ", "ONLY", "COMMIT", "AND", "CHAIN", "GLOBAL", "NAMES", "?", ":", "@", "@@", "\0", "\u00a0", "\ud800", "ß", "İ",
        "\uffff", "$$", "HANDLER", "OPEN", "XA", "FORMAT", "ANY", "CONVERT", "DATETIME",
    ];

    [Fact]
    public void Random_characters_never_throw() => Check(
        Gen.Choose(0, char.MaxValue).Select(c => (char)c).ArrayOf().Select(characters => new string(characters)));

    [Fact]
    public void Random_ascii_never_throws() => Check(
        Gen.Choose(0, 127).Select(c => (char)c).ArrayOf().Select(characters => new string(characters)));

    [Fact]
    public void Random_pieces_of_sql_never_throw() => Check(Gen.Elements(Pieces).ArrayOf().Select(string.Concat));

    [Fact]
    public void Random_words_of_sql_never_throw() => Check(Gen.Elements(Pieces).ArrayOf().Select(pieces => string.Join(' ', pieces)));

    [Fact]
    public void Every_beginning_of_every_statement_of_the_corpus_is_read()
    {
        foreach (var entry in Corpus.Entries)
        {
            for (var length = 0; length < entry.Statement.Length; length++)
                Read(entry.Statement[..length]);
        }
    }

    [Fact]
    [Trait("Requirement", "D20")]
    public void No_statement_of_the_corpus_becomes_a_plain_read_by_losing_a_semicolon_or_a_comment_mark()
    {
        // What the servers would refuse or read differently must stay away from readers, or be a plain read in every part.
        foreach (var entry in Corpus.Entries.Where(entry => entry.Target == StatementTarget.Writer && entry.Statement.Contains("; ")))
        {
            var joined = entry.Statement.Replace("; ", ";", StringComparison.Ordinal);
            Assert.False(StatementClassifier.Classify(joined, ClassifierOptions.Default).IsPlainRead, joined);
        }
    }

    [Theory]
    [InlineData("(")]
    [InlineData("any((")]
    [InlineData("WITH a(b) AS (")]
    [InlineData("/*!80000 ")]
    [InlineData("/*! /* ")]
    [InlineData("EXPLAIN ")]
    [InlineData("SET STATEMENT a = 1 FOR ")]
    [InlineData("SET a = 1, ")]
    [InlineData("SET a = 1; ")]
    [InlineData("; ")]
    [InlineData("BEGIN ")]
    [InlineData("''")]
    [InlineData("\\'")]
    [InlineData("``")]
    [InlineData("1e+")]
    [InlineData("@@")]
    [InlineData("CREATE PROCEDURE p() BEGIN ")]
    [InlineData("/*/*")]
    [InlineData("f(@x, ")]
    public void Long_repetitions_are_read_in_one_pass(string piece)
    {
        var text = new StringBuilder().Insert(0, piece, 20_000).ToString();
        Assert.True(Tokens(text) <= text.Length);
        Read("SELECT " + text);
        Read(text);
    }

    // The lexer moves on with every token, so the number of tokens bounds its work.
    private static int Tokens(string text)
    {
        var lexer = new Lexer(text, ClassifierOptions.Default, readsConditionalComments: true);
        var count = 0;
        var end = 0;
        var token = default(Token);
        for (lexer.Read(ref token); token.Kind != TokenKind.End; lexer.Read(ref token))
        {
            Assert.True(token.Start >= end && token.End > token.Start && token.End <= text.Length);
            end = token.End;
            count++;
        }

        lexer.Read(ref token);
        Assert.Equal(TokenKind.End, token.Kind);
        return count;
    }

    private static void Read(string text)
    {
        foreach (var options in (ClassifierOptions[])
            [ClassifierOptions.Default, new() { NoBackslashEscapes = true, AnsiQuotes = true, CallPins = false }])
        {
            var traits = StatementClassifier.Classify(text, options, ["x"]);
            Assert.NotEmpty(traits.Reason);
            Assert.False(traits.IsPlainRead && traits.Effects != StatementEffects.None);
            Assert.False(traits.IsPlainRead && traits.StatementCount == 0);
        }

        Assert.True(StatementDigest.Of(text).Length <= text.Length);
    }

    private static void Check(Gen<string> texts) => Cultures.Each(() => FsCheck.Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1000).WithEndSize(200),
        Prop.ForAll(texts.ToArbitrary(), text =>
        {
            Tokens(text);
            Read(text);
        })));
}
