using System.Text;
using System.Text.Json;
using RoutingData.Dashboard.Feeds;

namespace RoutingData.Dashboard.Tests.Reading;

/// <summary>A page that follows the editions of a book knows at every one of them what is in it, whatever it has missed.</summary>
public sealed class BookTests
{
    [Fact]
    public void A_page_that_missed_any_editions_knows_the_same_as_one_that_comes_anew()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var book = new Book();
            var page = new Dictionary<string, int>();
            var known = 0L;
            for (var edition = 0; edition < 30; edition++)
            {
                var now = new Dictionary<string, int>();
                foreach (var key in Enumerable.Range(0, 8).Where(_ => random.Next(3) > 0)) now[$"{key}"] = random.Next(3);
                book.Begin();
                foreach (var (key, value) in now) book.Put("number", key, writer => writer.WriteNumberValue(value));
                book.End();
                if (random.Next(3) == 0) continue;
                Take(page, book.Since(known));
                known = book.Edition;

                Assert.Equal(now.OrderBy(each => each.Key, StringComparer.Ordinal), page.OrderBy(each => each.Key, StringComparer.Ordinal));
            }
        }
    }

    [Fact]
    public void What_has_not_changed_is_not_told_again()
    {
        var book = new Book();
        Write(book, "a", "b");
        var known = book.Edition;
        Write(book, "a", "b");

        Assert.Equal("""{"reset":false,"set":{},"gone":[]}""", Encoding.UTF8.GetString(book.Since(known)));
    }

    [Fact]
    public void A_page_that_missed_more_goings_than_are_kept_begins_anew()
    {
        var book = new Book();
        Write(book, "first");
        var known = book.Edition;
        Write(book, [.. Enumerable.Range(0, 3000).Select(key => $"{key}")]);
        var later = book.Edition;
        Write(book, "last");

        var told = JsonElement.Parse(book.Since(known));
        Assert.True(told.GetProperty("reset").GetBoolean());
        Assert.Equal("last", told.GetProperty("set").GetProperty("number").EnumerateObject().Single().Name);
        Assert.True(JsonElement.Parse(book.Since(later)).GetProperty("reset").GetBoolean());
    }

    private static void Write(Book book, params string[] keys)
    {
        book.Begin();
        foreach (var key in keys) book.Put("number", key, writer => writer.WriteNumberValue(1));
        book.End();
    }

    private static void Take(Dictionary<string, int> page, byte[] json)
    {
        var told = JsonElement.Parse(json);
        if (told.GetProperty("reset").GetBoolean()) page.Clear();
        if (told.GetProperty("set").TryGetProperty("number", out var numbers))
        {
            foreach (var number in numbers.EnumerateObject()) page[number.Name] = number.Value.GetInt32();
        }

        foreach (var gone in told.GetProperty("gone").EnumerateArray()) page.Remove(gone[1].GetString()!);
    }
}
