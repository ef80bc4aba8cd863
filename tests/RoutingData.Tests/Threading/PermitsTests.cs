using RoutingData.Tests.Monitoring;
using RoutingData.Threading;

namespace RoutingData.Tests.Threading;

[Trait("Requirement", "D42")]
public sealed class PermitsTests
{
    private const int Limit = 60_000;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ManualTime _time = new();

    [Fact]
    public void There_are_so_many_and_no_more()
    {
        var places = new Permits(3, _time);
        Assert.Equal(3, Free(places));

        places.GiveBack();
        Assert.True(places.TryTake());
        Assert.False(places.TryTake());
    }

    [Fact(Timeout = Limit)]
    public async Task A_place_given_back_goes_to_who_waits_and_not_to_who_comes_then()
    {
        var places = new Permits(1, _time);
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
        var places = new Permits(1, _time);
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
        var places = new Permits(1, _time);
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
        var places = new Permits(1, _time);
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
        var places = new Permits(count, _time);
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

    // A deadline, a place given back and a newcomer at the same moment, in every order: nobody waits past its own end, and nothing is lost.
    [Theory(Timeout = Limit)]
    [InlineData("deadline, give back, newcomer", false, true)]
    [InlineData("deadline, newcomer, give back", false, true)]
    [InlineData("give back, deadline, newcomer", true, false)]
    [InlineData("give back, newcomer, deadline", true, false)]
    [InlineData("newcomer, deadline, give back", false, true)]
    [InlineData("newcomer, give back, deadline", true, false)]
    [Trait("Fault", "C1")]
    public async Task Whose_time_is_over_waits_for_nobody(string order, bool waiterHasIt, bool newcomerHasIt)
    {
        var places = new Permits(1, _time);
        Assert.True(places.TryTake());
        var waiter = places.TakeAsync(Second, CancellationToken.None).AsTask();
        var newcomer = Task.FromResult(false);
        foreach (var step in order.Split(", "))
        {
            switch (step)
            {
                case "deadline":
                    _time.Advance(Second);
                    break;
                case "give back":
                    places.GiveBack();
                    break;
                default:
                    newcomer = places.TakeAsync(100 * Second, CancellationToken.None).AsTask();
                    break;
            }
        }

        Assert.Equal(waiterHasIt, await waiter);
        if (!newcomerHasIt)
        {
            Assert.False(newcomer.IsCompleted);
            places.GiveBack();
        }

        Assert.True(await newcomer);
        Assert.Equal(0, Free(places));
    }

    [Theory(Timeout = Limit)]
    [MemberData(nameof(Seeds))]
    [Trait("Fault", "C1")]
    public async Task They_are_what_a_queue_would_be(int seed)
    {
        var random = new Random(seed);
        var (free, taken, now) = (3, 0, TimeSpan.Zero);
        var places = new Permits(free, _time);
        var queue = new List<(Task<bool> Taking, TimeSpan Until, CancellationTokenSource Source)>();
        for (var step = 0; step < 500; step++)
        {
            switch (random.Next(6))
            {
                case 0 or 1:
                    var time = random.Next(1, 4) * Second;
                    var source = new CancellationTokenSource();
                    var taking = places.TakeAsync(time, source.Token).AsTask();
                    if (free > 0)
                    {
                        Assert.True(taking.IsCompleted && await taking);
                        (free, taken) = (free - 1, taken + 1);
                    }
                    else
                    {
                        queue.Add((taking, now + time, source));
                    }

                    break;
                case 2 when taken > 0:
                    places.GiveBack();
                    taken--;
                    if (queue is [var first, ..])
                    {
                        queue.RemoveAt(0);
                        taken++;
                        Assert.True(await first.Taking);
                    }
                    else
                    {
                        free++;
                    }

                    break;
                case 3:
                    Assert.Equal(free > 0, places.TryTake());
                    if (free > 0) (free, taken) = (free - 1, taken + 1);
                    break;
                case 4:
                    _time.Advance(Second);
                    now += Second;
                    foreach (var late in queue.Where(waiting => waiting.Until <= now).ToArray())
                    {
                        queue.Remove(late);
                        Assert.False(await late.Taking);
                    }

                    break;
                case 5 when queue.Count > 0:
                    var leaver = queue[random.Next(queue.Count)];
                    queue.Remove(leaver);
                    await leaver.Source.CancelAsync();
                    await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaver.Taking);
                    break;
            }

            Assert.All(queue, waiting => Assert.False(waiting.Taking.IsCompleted));
        }

        foreach (var waiting in queue) await waiting.Source.CancelAsync();
        Assert.Equal(free, Free(places));
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    // Threads that wait for a moment only, beside tasks that wait for long.
    [Fact(Timeout = Limit)]
    [Trait("Fault", "C1")]
    public async Task Threads_and_tasks_share_them()
    {
        var places = new Permits(2, TimeProvider.System);
        var taken = 0;
        await Task.WhenAll(Enumerable.Range(0, 6).Select(worker => Task.Factory.StartNew(
            () =>
            {
                for (var i = 0; i < 3000; i++)
                {
                    var time = worker < 3 ? TimeSpan.FromMilliseconds(i % 3) : TimeSpan.FromMinutes(5);
                    var has = worker % 2 == 0
                        ? places.Take(time, CancellationToken.None)
                        : places.TakeAsync(time, CancellationToken.None).AsTask().Result;
                    if (!has) continue;
                    Assert.InRange(Interlocked.Increment(ref taken), 1, 2);
                    if (i % 7 == 0) Thread.Yield();
                    Interlocked.Decrement(ref taken);
                    places.GiveBack();
                }
            },
            TaskCreationOptions.LongRunning)));

        Assert.Equal(2, Free(places));
    }

    [Theory(Timeout = Limit)]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Fault", "R12")]
    public async Task When_they_are_closed_nobody_waits_any_more(bool async)
    {
        var places = new Permits(1, _time);
        Assert.True(places.TryTake());
        var waiting = async
            ? places.TakeAsync(Second, CancellationToken.None).AsTask()
            : Task.Factory.StartNew(() => places.Take(Timeout.InfiniteTimeSpan, CancellationToken.None), TaskCreationOptions.LongRunning);

        places.Close();

        Assert.False(await waiting);
        Assert.False(async ? await places.TakeAsync(Second, CancellationToken.None) : places.Take(Second, CancellationToken.None));
        places.GiveBack();
        Assert.Equal(1, Free(places));
    }

    private static int Free(Permits places)
    {
        var free = 0;
        while (places.TryTake()) free++;
        return free;
    }
}
