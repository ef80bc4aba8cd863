using RoutingData.Backends;
using RoutingData.Tests.Monitoring;

namespace RoutingData.Tests.Backends;

[Trait("Requirement", "D42")]
public sealed class PlacesTests
{
    private const int Limit = 60_000;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ManualTime _time = new();

    [Fact]
    public void There_are_so_many_and_no_more()
    {
        var places = new Places(3, _time);
        Assert.Equal(3, Free(places));

        places.GiveBack();
        Assert.True(places.TryTake());
        Assert.False(places.TryTake());
    }

    [Fact(Timeout = Limit)]
    public async Task A_place_given_back_goes_to_who_waits_and_not_to_who_comes_then()
    {
        var places = new Places(1, _time);
        Assert.True(places.TryTake());
        var waiting = places.TakeAsync(Second, CancellationToken.None).AsTask();
        Assert.False(waiting.IsCompleted);

        places.GiveBack();

        Assert.False(places.TryTake());
        Assert.True(await waiting);
    }

    [Fact(Timeout = Limit)]
    public async Task A_thread_that_waits_gets_it_too()
    {
        var places = new Places(1, _time);
        Assert.True(places.TryTake());
        var waiting = Task.Factory.StartNew(
            () => places.Take(Timeout.InfiniteTimeSpan, CancellationToken.None), TaskCreationOptions.LongRunning);

        places.GiveBack();

        Assert.True(await waiting);
        Assert.False(places.TryTake());
    }

    [Fact(Timeout = Limit)]
    public async Task Who_waits_too_long_leaves_nothing_behind()
    {
        var places = new Places(1, _time);
        Assert.True(places.TryTake());
        var waiting = places.TakeAsync(Second, CancellationToken.None).AsTask();
        _time.Advance(Second);
        Assert.False(await waiting);
        Assert.False(places.Take(TimeSpan.Zero, CancellationToken.None));

        places.GiveBack();

        Assert.Equal(1, Free(places));
    }

    [Theory(Timeout = Limit)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Neither_does_who_is_cancelled(bool async)
    {
        var places = new Places(1, _time);
        Assert.True(places.TryTake());
        using var source = new CancellationTokenSource();
        var waiting = async
            ? places.TakeAsync(Second, source.Token).AsTask()
            : Task.Factory.StartNew(() => places.Take(Timeout.InfiniteTimeSpan, source.Token), TaskCreationOptions.LongRunning);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        places.GiveBack();

        Assert.Equal(1, Free(places));
    }

    // Whether the place or the cancellation comes first differs from time to time; what is left does not.
    [Fact(Timeout = Limit)]
    public async Task However_they_race_no_place_is_lost_or_made()
    {
        const int count = 3;
        var places = new Places(count, _time);
        var taken = 0;
        var most = 0;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            for (var i = 0; i < 2000; i++)
            {
                using var source = new CancellationTokenSource();
                var taking = places.TakeAsync(Second, source.Token);
                if ((i + worker) % 3 == 0) await source.CancelAsync();
                try
                {
                    await taking;
                }
                catch (OperationCanceledException)
                {
                    continue;
                }

                var now = Interlocked.Increment(ref taken);
                if (now > Volatile.Read(ref most)) Volatile.Write(ref most, now);
                if (i % 5 == 0) await Task.Yield();
                Interlocked.Decrement(ref taken);
                places.GiveBack();
            }
        })));

        Assert.InRange(most, 1, count);
        Assert.Equal(count, Free(places));
    }

    private static int Free(Places places)
    {
        var free = 0;
        while (places.TryTake()) free++;
        return free;
    }
}
