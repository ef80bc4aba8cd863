using System.Globalization;
using RoutingData.Counting;
using RoutingData.Statements;

namespace RoutingData.Tests.Counting;

/// <summary>Statements by their digests: so many at most, and nothing is lost of the sums.</summary>
public sealed class StatementBookTests
{
    [Fact]
    public void Texts_that_differ_by_their_literals_are_one_statement()
    {
        var book = new StatementBook();

        Assert.Same(book.Find("SELECT name FROM product WHERE id = 1", "a read"), book.Find("SELECT name FROM product WHERE id = 2", "a read"));
        Assert.Equal("SELECT name FROM product WHERE id = ?", book.Find("SELECT name FROM product WHERE id = 3", "a read").Digest);
    }

    [Fact]
    public void A_hundred_thousand_different_statements_take_no_more_room_than_the_limit_and_all_are_counted()
    {
        var book = new StatementBook { Most = 100 };
        var often = book.Find("SELECT name FROM product WHERE id = 1", "a read");
        for (var number = 0; number < 100_000; number++)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"{(number % 3 == 0 ? "UPDATE" : "SELECT * FROM")} t{number}");
            book.Find(text, "").Counters.Add(0, StatementPlace.Reader);
            often.Counters.Add(0, StatementPlace.Writer);
        }

        var (known, others) = book.Read();
        Assert.Equal((100, 100), (known.Length, book.Count));
        Assert.Equal(["SELECT", "UPDATE"], others.Select(entry => entry.Key).Order());
        Assert.Equal(200_000, known.Sum(each => each.Counters.Executions) + others.Sum(each => each.Value.Executions));
        // What runs all the time stays.
        Assert.Equal(100_000, Assert.Single(known, each => each.Name.Collection == "product").Counters.CountOf(StatementPlace.Writer));
    }

    [Fact]
    public void Metrics_tell_so_many_names_apart_and_no_more()
    {
        var book = new StatementBook();

        var names = Enumerable.Range(0, 100_000).Select(number => book.Find($"SELECT * FROM t{number}", "").MetricName.Summary).Distinct().ToArray();

        Assert.Equal(257, names.Length);
        Assert.Contains("SELECT", names);
    }

    [Fact]
    public void One_that_lost_its_counters_gets_new_ones_when_it_runs_again()
    {
        var book = new StatementBook { Most = 1 };
        var first = book.Find("SELECT a FROM t", "");
        first.Counters.Add(0, StatementPlace.Reader);
        // Looked at once, then idle.
        foreach (var text in new[] { "SELECT b FROM t", "SELECT c FROM t", "SELECT d FROM t" }) book.Find(text, "");
        Assert.True(first.SharesCounters);

        first.Counters.Add(0, StatementPlace.Reader);
        book.Admit(first);
        book.Admit(first);

        Assert.False(first.SharesCounters);
        var (known, others) = book.Read();
        Assert.Same(first, Assert.Single(known));
        Assert.Equal(2, others.Single().Value.Executions + first.Counters.Executions);
    }

    [Fact]
    public void A_reset_leaves_no_count_and_what_is_remembered_is_counted_on()
    {
        var book = new StatementBook { Most = 1 };
        var (one, other) = (book.Find("SELECT a FROM t", ""), book.Find("DELETE FROM t", ""));
        foreach (var statement in new[] { one, other })
        {
            statement.Counters.Add(0, StatementPlace.Writer);
            statement.Counters.AddError();
            statement.Counters.AddTime(7);
        }

        book.Clear();

        Assert.Equal((0L, 0L), (one.Counters.Total, other.Counters.Total));
        Assert.Equal(0, one.Counters.Summary.Timed);
        one.Counters.Add(0, StatementPlace.Writer);
        Assert.Equal(1, book.Read().Known.Single().Counters.Executions);
    }

    [Theory]
    [InlineData(SqlModes.NoBackslashEscapes, @"SELECT * FROM t WHERE a IN ('C:\', 'secret, ', 1)")]
    [InlineData(SqlModes.AnsiQuotes, @"SELECT ""a\"" FROM t WHERE b = 'x "" secret'")]
    internal void What_a_mode_makes_a_literal_is_in_no_digest(SqlModes modes, string text)
    {
        var book = new StatementBook();

        Assert.DoesNotContain("secret", book.Find(text, "", modes).Digest, StringComparison.Ordinal);
        // Nor does the mode cost a name where there is nothing to mistake.
        Assert.Equal("SELECT a FROM t WHERE b = ?", book.Find("SELECT a FROM t WHERE b = 'x'", "", modes).Digest);
    }

    [Fact]
    public void A_lower_limit_makes_room_at_once_and_loses_no_count()
    {
        var book = new StatementBook();
        foreach (var text in new[] { "SELECT a FROM t", "SELECT b FROM t", "DELETE FROM t" }) book.Find(text, "").Counters.Add(0, StatementPlace.Writer);

        book.Most = 1;

        var (known, others) = book.Read();
        Assert.Equal("SELECT a FROM t", Assert.Single(known).Digest);
        Assert.Equal(3, known.Sum(each => each.Counters.Executions) + others.Sum(each => each.Value.Executions));
    }

    [Theory]
    [InlineData("INSERT INTO t VALUES ('secret')")]
    [InlineData("/* secret */ INSERT INTO t VALUES (1)")]
    [InlineData("INSERT INTO secretless VALUES (1) -- secret")]
    public void A_long_text_is_known_by_what_comes_before_its_first_literal(string beginning)
    {
        var statement = new StatementBook().Find(beginning + new string(' ', 20_000) + "'secret'", "");

        Assert.DoesNotContain("secret'", statement.Digest, StringComparison.Ordinal);
        Assert.DoesNotContain("secret ", statement.Digest.Replace("secretless", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.True(statement.Digest.Length < 300);
    }
}
