using System.Data;
using RoutingData.Routing;
using RoutingData.Rules;
using RoutingData.Statements;

namespace RoutingData.Tests.Routing;

public sealed class RouteCacheTests
{
    private const int Capacity = 64;

    private static readonly Route Any = new(
        StatementClassifier.Classify("SELECT 1", ClassifierOptions.Default),
            RuleOutcome.None, new RouteDecision(RouteTarget.Reader, 20, null, "", false));

    private readonly RouteCache _cache = new(Capacity);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(Capacity - 1)]
    public void What_is_asked_for_survives_a_flood_of_texts_seen_once(int every)
    {
        _cache.Add(Key("hot"), Any);
        for (var i = 0; i < 10_000; i++)
        {
            _cache.Add(Key($"once {i}"), Any);
            if (i % every == 0) Assert.Same(Any, _cache.Find(Key("hot")));
        }
    }

    [Theory]
    [InlineData(10)]
    [InlineData(Capacity)]
    [InlineData(100_000)]
    public void It_holds_two_generations_at_most(int texts)
    {
        for (var i = 0; i < texts; i++) _cache.Add(Key($"{i}"), Any);
        var found = Enumerable.Range(0, texts).Reverse().Count(i => _cache.Find(Key($"{i}")) is not null);
        Assert.InRange(found, Math.Min(texts, Capacity) - 1, 2 * Capacity);
    }

    [Fact]
    public void It_holds_two_generations_of_characters_at_most()
    {
        var cache = new RouteCache(capacity: int.MaxValue, characters: 1000);
        for (var i = 0; i < 100; i++) cache.Add(Key($"{i:000} {new string('x', 96)}"), Any);
        Assert.InRange(Enumerable.Range(0, 100).Count(i => cache.Find(Key($"{i:000} {new string('x', 96)}")) is not null), 1, 20);
    }

    [Fact]
    public void What_is_not_asked_for_goes()
    {
        _cache.Add(Key("cold"), Any);
        for (var i = 0; i < 2 * Capacity; i++) _cache.Add(Key($"{i}"), Any);
        Assert.Null(_cache.Find(Key("cold")));
    }

    [Fact]
    public void The_same_text_again_takes_no_room()
    {
        _cache.Add(Key("cold"), Any);
        for (var i = 0; i < 10 * Capacity; i++) _cache.Add(Key("same"), Any);
        Assert.Same(Any, _cache.Find(Key("cold")));
    }

    private static RouteKey Key(string text) => new(text, CommandType.Text, Schema: null, SqlModes.None, Names: null);
}
