using System.Buffers.Text;
using FsCheck;
using FsCheck.Fluent;
using RoutingData.Monitor;
using RoutingData.Monitor.Gtids;
using RoutingData.Monitor.Tokens;
using RoutingData.Monitor.Topology;

namespace RoutingData.Tests.Tokens;

[Trait("Requirement", "D21")]
public sealed class ConsistencyTokenTests
{
    private const int GarbageStrings = 100_000;

    private static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(2000);

    [Fact]
    public void Text_and_back_is_the_same_token()
    {
        Check.One(Config, Prop.ForAll(Arb.From(AnyToken.Any), token =>
        {
            Assert.InRange(token.ToString().Length, 0, ConsistencyToken.MaxLength);
            Assert.True(ConsistencyToken.TryParse(token.ToString(), out var read));
            Assert.Equal(token, read);
            Assert.Equal(token.ToString(), read.ToString());
            Assert.Equal(token.GetHashCode(), read.GetHashCode());
        }));
    }

    [Fact]
    public void Merging_takes_all_of_both_and_no_more_in_whatever_order()
    {
        Check.One(Config, Prop.ForAll(Arb.From(AnyToken.Small.Two()), pair =>
        {
            var ((left, right), merged) = (pair, pair.Item1.Merge(pair.Item2));
            Assert.True(merged.Contains(left) || IsTrimmed(merged), $"{merged} has not all of {left}");
            Assert.True(merged.Contains(right) || IsTrimmed(merged), $"{merged} has not all of {right}");
            Assert.True(right.Merge(left).Equals(merged) || IsTrimmed(merged));
            Assert.Equal(left, left.Merge(left));
            Assert.Equal(left, left.Merge(ConsistencyToken.None));
            Assert.Equal(merged, merged.Merge(left).Merge(right));
        }));
    }

    [Fact]
    public void Containing_is_an_order()
    {
        Check.One(Config, Prop.ForAll(Arb.From(AnyToken.Small.Three()), three =>
        {
            var (a, b, c) = three;
            Assert.True(a.Contains(a));
            Assert.True(a.Contains(ConsistencyToken.None));
            Assert.True(!(a.Contains(b) && b.Contains(c)) || a.Contains(c));
            Assert.True(!(a.Contains(b) && b.Contains(a)) || a.Equals(b));
        }));
    }

    [Theory]
    [InlineData("0-1-12345", ServerFlavor.MariaDb, "1", 20)]
    [InlineData("0-1-12345678,1-2-3000,2-3-4000", ServerFlavor.MariaDb, "1", 46)]
    [InlineData("3e11fa47-71ca-11e1-9e33-c80aa9429562:1-123456", ServerFlavor.MySql, "3e11fa47-71ca-11e1-9e33-c80aa9429562", 30)]
    [InlineData(
        "3e11fa47-71ca-11e1-9e33-c80aa9429562:1-123456,4e11fa47-71ca-11e1-9e33-c80aa9429562:1-123456:123460,5e11fa47-71ca-11e1-9e33-c80aa9429562:1-98765432," +
        "6e11fa47-71ca-11e1-9e33-c80aa9429562:1-7,7e11fa47-71ca-11e1-9e33-c80aa9429562:1-8", ServerFlavor.MySql, "6e11fa47-71ca-11e1-9e33-c80aa9429562", 64)]
    public void It_is_short(string position, ServerFlavor flavor, string identity, int most)
    {
        var text = ConsistencyToken.Of([Marks.Of(position, flavor, identity)]).ToString();
        Assert.InRange(text.Length, 10, most);
        Assert.Equal(-1, text.AsSpan().IndexOfAnyExcept("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"));
    }

    [Fact]
    public void Garbage_is_no_token_and_no_error()
    {
        var random = new Random(15);
        var valid = ConsistencyToken.Of([Marks.Of("0-1-12345", ServerFlavor.MariaDb, "1")]).ToString();
        var taken = 0;
        for (var number = 0; number < GarbageStrings; number++)
        {
            var text = (number % 4) switch
            {
                0 => string.Create(random.Next(200), random, static (characters, random) =>
                {
                    foreach (ref var character in characters) character = (char)random.Next(1, 0xFFFF);
                }),
                // Of the right alphabet.
                1 => RandomBytes(random, random.Next(1, 300)),
                // A token with one character changed.
                2 => valid.Remove(random.Next(valid.Length), 1).Insert(random.Next(valid.Length), ((char)random.Next('-', 'z')).ToString()),
                // Cut, or continued.
                _ => random.Next(2) == 0 ? valid[..random.Next(1, valid.Length)] : valid + RandomBytes(random, random.Next(1, 2000)),
            };
            if (text == valid || !ConsistencyToken.TryParse(text, out var token)) continue;
            if (text.Length == 0) continue;
            // Two bytes of a check let one in 65,536 through, which then is a token like any other.
            taken++;
            Assert.Equal(text, token.ToString());
        }

        Assert.InRange(taken, 0, 10);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData(" ", false)]
    [InlineData("AQ", false)]
    [InlineData("' OR 1=1 --", false)]
    public void What_says_nothing_asks_for_nothing(string? text, bool isToken)
    {
        Assert.Equal(isToken, ConsistencyToken.TryParse(text, out var token));
        Assert.Same(ConsistencyToken.None, token);
        Assert.True(token.IsEmpty);
    }

    [Fact]
    public void A_long_text_is_not_looked_at() => Assert.False(ConsistencyToken.TryParse(new string('A', 100_000_000), out _));

    [Fact]
    public void A_later_version_is_not_known()
    {
        var bytes = Base64Url.DecodeFromChars(ConsistencyToken.Of([Marks.Of("0-1-5", ServerFlavor.MariaDb, "1")]).ToString());
        bytes[0]++;
        Assert.False(ConsistencyToken.TryParse(Base64Url.EncodeToString(bytes), out _));
    }

    private static bool IsTrimmed(ConsistencyToken token) => token.Marks.Any(mark =>
        mark.Sources.Length == FleetMark.MostSources || mark.Sources.Any(source => source.HasBefore));

    private static string RandomBytes(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        // The right version more often than not.
        if (random.Next(3) > 0) bytes[0] = 1;
        return Base64Url.EncodeToString(bytes);
    }
}
