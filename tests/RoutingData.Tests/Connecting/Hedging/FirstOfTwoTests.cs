using RoutingData.Connecting.Hedging;

namespace RoutingData.Tests.Connecting.Hedging;

/// <summary>What comes first counts, the second one harms nothing, and nothing of it is lost.</summary>
[Trait("Requirement", "D50")]
public sealed class FirstOfTwoTests
{
    private const string Brought = "brought";

    private readonly TaskCompletionSource _first = new();
    private readonly TaskCompletionSource<string?> _second = new();
    private readonly List<string> _discarded = [];

    // What happens, in order: 1 answers, 1! fails, 2 answers, 2! fails, 2- has nothing.
    [Theory]
    [InlineData("1 2", null, true)]
    [InlineData("1! 2", null, true)]
    [InlineData("1 2!", null, false)]
    [InlineData("1 2-", null, false)]
    [InlineData("2 1", Brought, false)]
    [InlineData("2 1!", Brought, false)]
    [InlineData("2! 1", null, false)]
    [InlineData("2- 1", null, false)]
    public async Task What_counts_and_what_is_discarded(string events, string? sooner, bool isDiscarded)
    {
        var racing = RaceAsync(() => _second.Task);
        Assert.False(racing.IsCompleted);
        foreach (var happened in events.Split(' ')) Happen(happened);
        Assert.Equal(sooner, await racing);
        Assert.Equal(isDiscarded ? [Brought] : Array.Empty<string>(), _discarded);
    }

    [Fact]
    public async Task What_has_come_of_both_is_the_first_ones()
    {
        Happen("1");
        Happen("2");
        Assert.Null(await RaceAsync(() => _second.Task));
        Assert.Equal([Brought], _discarded);
    }

    [Fact]
    public async Task An_error_while_the_second_one_begins_is_none()
    {
        Assert.Null(await RaceAsync(() => throw new ApplicationException("A policy of the application's.")));
        Assert.Null(await RaceAsync(() => null));
    }

    private void Happen(string happened)
    {
        switch (happened)
        {
            case "1": _first.SetResult(); break;
            case "1!": _first.SetException(new IOException()); break;
            case "2": _second.SetResult(Brought); break;
            case "2!": _second.SetException(new IOException()); break;
            default: _second.SetResult(null); break;
        }
    }

    private Task<string?> RaceAsync(Func<Task<string?>?> begin) => FirstOfTwo.SecondIfSoonerAsync(
        _first.Task, begin, unwanted =>
        {
            _discarded.Add(unwanted);
            return Task.CompletedTask;
        }).AsTask();
}
