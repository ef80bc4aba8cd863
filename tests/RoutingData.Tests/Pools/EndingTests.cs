using FsCheck;
using FsCheck.Fluent;
using RoutingData.Pools;
using RoutingData.Tests.Monitoring;

namespace RoutingData.Tests.Pools;

/// <summary>A backend connection is ended from outside by its socket, and never disposed of while its caller may be inside the driver.</summary>
[Trait("Fault", "R1")]
[Trait("Fault", "R3")]
public sealed class EndingTests
{
    private enum Act
    {
        Begin,
        BeginRead,
        Prove,
        Finish,
        OpenReader,
        CloseReader,
        Terminate,
        TerminateRepeatable,
        TerminateVerification,
        DisposeInBackground,
        Return,
    }

    [Fact]
    public void Whatever_happens_in_whatever_order_the_driver_is_left_alone_while_a_caller_is_inside()
    {
        var (ended, deferred) = (0, 0);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000), Prop.ForAll(Acts, acts =>
        {
            var run = Play(acts);
            ended += run.Factory.Cuts;
            deferred += run.WasDeferred ? 1 : 0;
        }));

        // The sequences must have had something to decide.
        Assert.True(ended > 500, $"{ended} ended");
        Assert.True(deferred > 100, $"{deferred} disposed of later");
    }

    [Fact]
    public async Task What_runs_is_ended_at_once_and_disposed_of_once_it_has_come_back()
    {
        var (factory, backend) = await RentAsync();
        backend.Begin(isRepeatable: false);
        backend.Terminate();
        Assert.Equal((1, true), (factory.Cuts, backend.IsGone));

        backend.DisposeInBackground();
        Assert.Equal(0, factory.Disposals);
        Assert.False(backend.Finish());
        await UntilDisposedOfAsync(factory);
    }

    [Fact]
    public async Task An_open_reader_keeps_its_connection_from_being_disposed_of()
    {
        var (factory, backend) = await RentAsync();
        backend.BeginReading();
        backend.Terminate();
        backend.DisposeInBackground();
        Assert.Equal((1, 0), (factory.Cuts, factory.Disposals));
        backend.EndReading();
        await UntilDisposedOfAsync(factory);
    }

    [Fact]
    [Trait("Fault", "R1")]
    public async Task A_connection_whose_disposal_fails_over_its_reader_is_disposed_of_again()
    {
        var (factory, backend) = await RentAsync();
        factory.FailsToDisposeFirst = true;
        backend.Terminate();
        backend.DisposeInBackground();
        await UntilDisposedOfAsync(factory);
    }

    [Fact]
    public async Task What_was_returned_belongs_to_the_next_session_and_is_not_ended()
    {
        var (factory, backend) = await RentAsync();
        backend.Return();
        backend.Terminate();
        backend.TerminateRepeatable();
        Assert.Equal((0, 1), (factory.Cuts, factory.Disposals));
    }

    [Fact]
    public async Task What_was_ended_is_not_returned()
    {
        var (factory, backend) = await RentAsync();
        backend.Begin(isRepeatable: true);
        backend.TerminateRepeatable();
        backend.Return();
        Assert.Equal(0, factory.Disposals);
        backend.Finish();
        await UntilDisposedOfAsync(factory);
    }

    [Fact]
    public async Task Without_a_socket_an_asynchronous_caller_is_released_and_the_driver_keeps_its_connection_until_it_is_done()
    {
        var (factory, backend) = await RentAsync(hasSockets: false);
        var answer = new TaskCompletionSource<int>();
        backend.Begin(isRepeatable: true);
        var waiting = backend.UntilTerminated(answer.Task);
        backend.TerminateRepeatable();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        backend.Finish();
        backend.DisposeInBackground();
        Assert.Equal((true, 0), (backend.IsLeftBehind, factory.Disposals));
        Assert.Contains("db001:3306", backend.StillHolds("command").Message, StringComparison.Ordinal);

        answer.SetResult(1);
        await UntilDisposedOfAsync(factory);
        Assert.False(backend.IsLeftBehind);
    }

    [Fact]
    public async Task Without_a_socket_what_was_ended_before_it_waits_is_released_too()
    {
        var (_, backend) = await RentAsync(hasSockets: false);
        backend.Begin(isRepeatable: false);
        backend.Terminate();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => backend.UntilTerminated(new TaskCompletionSource<int>().Task));
    }

    [Fact]
    public async Task A_driver_that_goes_on_after_its_cut_is_left_behind_a_second_later()
    {
        var time = new ManualTime();
        var factory = new WatchedFactory { EndsCalls = false };
        var backend = await RentAsync(factory.Pool("db001", time));
        var answer = new TaskCompletionSource<int>();
        backend.Begin(isRepeatable: false);
        var waiting = backend.UntilTerminated(answer.Task);
        backend.Terminate();
        Assert.Equal(1, factory.Cuts);
        time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.False(waiting.IsCompleted);

        time.Advance(TimeSpan.FromMilliseconds(1));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        backend.Finish();
        backend.DisposeInBackground();
        Assert.Equal((true, 0), (backend.IsLeftBehind, factory.Disposals));

        answer.SetResult(1);
        await UntilDisposedOfAsync(factory);
    }

    [Fact]
    public async Task What_the_driver_keeps_idle_or_is_handing_out_is_cut_when_the_server_is_down()
    {
        var factory = new WatchedFactory();
        var pool = factory.Pool("db001");
        var backend = await RentAsync(pool);
        pool.Verified.Add(backend);
        backend.Return();
        pool.TerminateRepeatable();
        Assert.Equal(0, factory.Cuts);
        pool.TerminateAll();
        Assert.Equal(1, factory.Cuts);
    }

    private static Arbitrary<Act[]> Acts => Gen.Elements(Enum.GetValues<Act>()).ArrayOf(12).ToArbitrary();

    private static (WatchedFactory Factory, bool WasDeferred) Play(Act[] acts)
    {
        var (factory, backend) = RentAsync().GetAwaiter().GetResult();
        var (isInside, isRead, isOver, wasDeferred) = (false, false, false, false);
        foreach (var act in acts)
        {
            switch (act)
            {
                case Act.Begin or Act.BeginRead or Act.Prove when !isInside && !isRead && !isOver && !backend.IsGone:
                    factory.IsInside = isInside = true;
                    if (act == Act.Prove) backend.BeginVerification();
                    else backend.Begin(act == Act.BeginRead);
                    break;
                case Act.Finish when isInside:
                    factory.IsInside = isInside = false;
                    backend.Finish();
                    break;
                case Act.OpenReader when !isInside && !isRead && !isOver && !backend.IsGone:
                    backend.BeginReading();
                    factory.IsInside = isRead = true;
                    break;
                case Act.CloseReader when isRead:
                    factory.IsInside = isRead = false;
                    backend.EndReading();
                    break;
                case Act.Terminate:
                    backend.Terminate();
                    break;
                case Act.TerminateRepeatable:
                    backend.TerminateRepeatable();
                    break;
                case Act.TerminateVerification:
                    backend.TerminateVerification();
                    break;
                case Act.DisposeInBackground:
                    wasDeferred |= isInside || isRead;
                    backend.DisposeInBackground();
                    isOver = true;
                    break;
                // A session closes its reader before it gives its connections back.
                case Act.Return when !isRead:
                    wasDeferred |= isInside;
                    backend.Return();
                    isOver = true;
                    break;
            }
        }

        factory.IsInside = false;
        if (isInside) backend.Finish();
        if (isRead) backend.EndReading();
        if (isOver) UntilDisposedOfAsync(factory).GetAwaiter().GetResult();
        Assert.False(factory.WasDisposedOfUnderACall);
        Assert.InRange(factory.Cuts, 0, 1);
        Assert.Equal(isOver ? 1 : 0, factory.Disposals);
        return (factory, wasDeferred);
    }

    private static async Task<(WatchedFactory Factory, BackendConnection Backend)> RentAsync(bool hasSockets = true)
    {
        var factory = new WatchedFactory(hasSockets);
        return (factory, await RentAsync(factory.Pool("db001")));
    }

    private static async Task<BackendConnection> RentAsync(ServerPool pool)
    {
        Assert.True(pool.TryAcquirePermit());
        return await pool.OpenAsync(async: true, 10, TimeSpan.FromSeconds(1), CancellationToken.None);
    }

    // In the background, at once.
    private static Task UntilDisposedOfAsync(WatchedFactory factory) => Task.Run(() =>
        Assert.True(SpinWait.SpinUntil(() => factory.Disposals == 1, TimeSpan.FromSeconds(30)), "It was not disposed of."));
}
