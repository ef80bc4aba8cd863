using System.Diagnostics.CodeAnalysis;
using RoutingData.Monitor.Gtids;
using RoutingData.Monitor.Probing;
using RoutingData.Monitor.Reports;
using RoutingData.Monitor.Threads;

namespace RoutingData.Monitor;

/// <summary>The monitor's watch over one server: its probe, and the pause between two of them, which anyone may cut short.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "It holds nothing but memory.")]
internal sealed class ServerWatch
{
    private readonly ServerProbe _probe;
    private readonly MonitorExecution _execution;
    private readonly CancellationTokenSource _ending = new();
    private TaskCompletionSource _woken = NewSource();
    private readonly ReportPace _reports;
    private readonly Lock _gate = new();
    private ITimer? _pause;
    private int _isSuspected;

    /// <param name="address">The server.</param>
    /// <param name="connectionString">What its probe connects with.</param>
    /// <param name="probe">Its probe.</param>
    /// <param name="interval">The least time between two probes because of reports, after the first few.</param>
    /// <param name="execution">Where it runs.</param>
    public ServerWatch(ServerAddress address, string connectionString, ServerProbe probe, Func<TimeSpan> interval, MonitorExecution execution)
    {
        _reports = new ReportPace(execution.Time, interval);
        Address = address;
        ConnectionString = connectionString;
        _probe = probe;
        _execution = execution;
        probe.Ready = Wake;
    }

    public ServerAddress Address { get; }

    /// <summary>What its probe connects with; it holds a password, and is here to be compared only.</summary>
    public string ConnectionString { get; }

    /// <summary>The running watch; over when it has ended.</summary>
    public Task Running { get; set; } = Task.CompletedTask;

    /// <summary>How long the last probe took.</summary>
    public TimeSpan LastTook { get; private set; }

    /// <summary>Cancelled when the watch is to end.</summary>
    public CancellationToken Ending => _ending.Token;

    public void End() => _execution.Cancel(_ending);

    /// <summary>Hurries the next probe, which is for now, and one that is under way, because a session saw the server fail.</summary>
    public void Suspect()
    {
        Volatile.Write(ref _isSuspected, 1);
        _probe.Hurry();
        Wake();
    }

    /// <summary>Has the next probe connect anew, and now, because a session's connection led to another server than the monitor's; not if that
    /// has been asked for too often.</summary>
    /// <returns>Whether it does.</returns>
    public bool TryRenew()
    {
        if (!_probe.TryRenew()) return false;
        Suspect();
        return true;
    }

    /// <summary>Probes once, with the shorter deadline if a session saw the server fail.</summary>
    /// <param name="mostAge">The age at which the held connection is to be replaced.</param>
    /// <param name="twin">The address whose lock is to be looked for, or null.</param>
    /// <param name="asksForGroup">Whether it is asked for its replication group too.</param>
    /// <param name="asksForNode">Whether it is asked for its state as a node of Galera too.</param>
    /// <param name="cancellationToken">Ends the probe with the monitor.</param>
    public async Task<ProbeResult> ProbeAsync(
        TimeSpan mostAge, ServerAddress? twin, bool asksForGroup, bool asksForNode, CancellationToken cancellationToken)
    {
        var begun = _execution.Time.GetTimestamp();
        var question = new ProbeQuestion(Interlocked.Exchange(ref _isSuspected, 0) != 0, mostAge, twin, asksForGroup, asksForNode);
        var result = await _probe.ProbeAsync(question, cancellationToken).ConfigureAwait(true);
        LastTook = _execution.Time.GetElapsedTime(begun);
        return result;
    }

    /// <summary>Asks for the server's position alone; null where no answer came.</summary>
    public Task<PositionFetch?> FetchAsync() => _probe.FetchAsync(Ending);

    /// <summary>Returns whether a node of Galera has applied all that its cluster had committed.</summary>
    public Task<bool> CatchUpAsync() => _probe.CatchUpAsync(Ending);

    /// <summary>Ends the pause now, or the next one before it begins.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            // Its timer stops here and not where it goes on: a watch with a timer that runs is at rest.
            if (_woken.TrySetResult()) _pause?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public async Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        await WaitAsync(_woken, pause, cancellationToken).ConfigureAwait(true);
        // Where statements fail at once and report at once, their reports must not drive the probe.
        if (Volatile.Read(ref _isSuspected) != 0 && _reports.Take() is var early && early > TimeSpan.Zero)
            await WaitAsync(NewSource(), early, cancellationToken).ConfigureAwait(true);
        lock (_gate) (_woken, _pause) = (NewSource(), null);
    }

    public Task CloseAsync() => _probe.CloseAsync();

    private async Task WaitAsync(TaskCompletionSource woken, TimeSpan pause, CancellationToken cancellationToken)
    {
        if (StartTimer(woken, pause) is { } timer)
        {
            await using var _ = timer.ConfigureAwait(true);
            using var cancelled = cancellationToken.UnsafeRegister(static woken => Complete(woken), woken);
            // Awaited as it is: WaitAsync would come back by way of the pool.
            await woken.Task.ConfigureAwait(true);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    // None for a pause that was ended before it began.
    private ITimer? StartTimer(TaskCompletionSource woken, TimeSpan pause)
    {
        lock (_gate)
        {
            return woken.Task.IsCompleted
                ? null
                : _pause = _execution.Time.CreateTimer(static woken => Complete(woken), woken, pause, Timeout.InfiniteTimeSpan);
        }
    }

    private static void Complete(object? woken) => ((TaskCompletionSource)woken!).TrySetResult();

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
