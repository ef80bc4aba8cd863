using System.Collections.Immutable;
using RoutingData.Monitor.Drivers;
using RoutingData.Monitor.Gtids;
using RoutingData.Monitor.Reports;
using RoutingData.Monitor.Threads;

namespace RoutingData.Monitor.Probing;

/// <summary>
/// Probes one server over one held connection. A held connection is replaced by one that has answered, never before; if it is lost or silent,
/// that is no evidence against the server before a new one has failed too.
/// </summary>
internal sealed class ServerProbe(
    MySqlDriver driver, string connectionString, ServerAddress address, LockNames locks, FetchClock fetches, Func<MonitorOptions> options,
    MonitorExecution execution)
{
    // A silent server must not collect connections: so many left behind, then wait for one of them to end.
    private const int MostAbandoned = 5;

    private const int GiveUpAfter = 100;

    private readonly MonitorConnections _connections = new(driver, new DriverDataSourceContext(address, connectionString, isMonitor: true));
    private readonly List<Task> _abandoned = [];
    private Task _catchUp = Task.CompletedTask;
    private readonly LoginBackoff _logins = new(execution.Time);
    private readonly RenewalPace _renewals = new(execution.Time);
    private readonly ConnectReason _reason = new(address, driver, execution.Time);
    private ProbeConnection? _held;
    private volatile ProbeAttempt? _asked;
    private volatile ProbeAttempt? _next;
    private ProbeFailure? _notReplaced;
    private long _notReplacedSince;
    private int _failedReplacements;
    private int _waits;
    private int _isToRenew;
    private volatile bool _isAsking;

    /// <summary>Called when a connection that is to take the held one's place has answered or failed while no probe is under way: the next one
    /// is for now.</summary>
    public Action? Ready { get; set; }

    /// <summary>Returns the next probe connects anew: the name may lead elsewhere by now, and a held connection would never notice.</summary>
    /// <returns>Whether it does; not if it has been asked for too often.</returns>
    public bool TryRenew()
    {
        if (!_renewals.TryTake()) return false;
        Volatile.Write(ref _isToRenew, 1);
        return true;
    }

    /// <summary>Hurries a probe that is under way, because a session saw the server fail: it gets no more time than the next one would.</summary>
    public void Hurry()
    {
        var most = TimeSpan.FromMilliseconds(options().SuspectTimeoutMs);
        _asked?.Hurry(most);
        _next?.Hurry(most);
    }

    /// <summary>Probes once; throws nothing but the cancellation.</summary>
    public async Task<ProbeResult> ProbeAsync(ProbeQuestion question, CancellationToken cancellationToken)
    {
        _isAsking = true;
        try
        {
            return await AskAsync(question, cancellationToken).ConfigureAwait(true);
        }
        finally
        {
            _isAsking = false;
        }
    }

    /// <summary>Asks for the server's position alone, over the held connection. It decides nothing about the server.</summary>
    /// <returns>Null where there is no connection at rest, or no answer came: the next probe finds out why.</returns>
    public async Task<PositionFetch?> FetchAsync(CancellationToken cancellationToken)
    {
        if (_held?.FetchAsync(cancellationToken) is not { } fetching) return null;
        await WaitAsync(fetching, TimeSpan.FromMilliseconds(options().SuspectTimeoutMs)).ConfigureAwait(true);
        if (fetching.IsCompletedSuccessfully) return await fetching.ConfigureAwait(true);
        if (!_isAsking) Ready?.Invoke();
        return null;
    }

    /// <summary>Asks which other servers there are, over the held connection.</summary>
    /// <returns>Null where there is no connection at rest, or no answer came in time.</returns>
    public async Task<FleetWord?> AskForFleetAsync(ImmutableArray<DiscoverySource> sources, CancellationToken cancellationToken)
    {
        if (_held?.AskForFleetAsync(sources, cancellationToken) is not { } asking) return null;
        await WaitAsync(asking, TimeSpan.FromMilliseconds(options().ReadOnlyTimeoutMs)).ConfigureAwait(true);
        return asking.IsCompletedSuccessfully ? await asking.ConfigureAwait(true) : null;
    }

    /// <summary>Asks a node of Galera over a connection of its own, on which it answers only once it has applied all that its cluster had committed.</summary>
    /// <returns>Whether it has, and serves; false too while the last such connection is not let go, because the node holds on to it.</returns>
    public async Task<bool> CatchUpAsync(CancellationToken cancellationToken)
    {
        if (!_catchUp.IsCompleted) return false;
        var question = new ProbeQuestion(IsSuspected: false, TimeSpan.Zero, AsksForNode: true, CatchesUp: true);
        var connection = new ProbeConnection(_connections, address, locks, fetches, driver.SocketCut, _reason, execution);
        var attempt = ProbeAttempt.Begin(connection, question, TimeFor(question, options().ConnectTimeoutMs), execution, cancellationToken);
        try
        {
            return await attempt.Outcome.ConfigureAwait(true) is ServerReport { Wsrep.IsServing: true };
        }
        finally
        {
            _catchUp = attempt.LetGoAsync();
        }
    }

    /// <summary>Lets go of the connections, in the background: a driver's Close may wait for a server that never answers.</summary>
    public Task CloseAsync()
    {
        if (_held is { } held) _abandoned.Add(held.DisposeAfterAsync(Task.CompletedTask));
        if (_next is { } next) _abandoned.Add(next.LetGoAsync());
        _held = null;
        _next = null;
        return EndAsync();

        async Task EndAsync()
        {
            await Task.WhenAll(_abandoned).ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext);
            _connections.End();
        }
    }

    private async Task<ProbeResult> AskAsync(ProbeQuestion question, CancellationToken cancellationToken)
    {
        _abandoned.RemoveAll(task => task.IsCompleted);
        TakeNext();
        var renewed = Interlocked.Exchange(ref _isToRenew, 0) != 0;
        if (_held is not { } held) return await AskNewAsync(question, wasLost: false, cancellationToken).ConfigureAwait(true);

        if (_next is null && (renewed ? _logins.IsOpen(question.IsSuspected) : IsToReplace(held, question))) BeginNext(question, cancellationToken);
        _asked = ProbeAttempt.Begin(held, question, TimeFor(question, options().ReadOnlyTimeoutMs), execution, cancellationToken);
        try
        {
            var result = await AskBothAsync(_asked, renewed, question, cancellationToken).ConfigureAwait(true);
            return result is ServerReport report ? report with { NotReplaced = _notReplaced } : result;
        }
        finally
        {
            if (_held == held && !_asked.Outcome.IsCompletedSuccessfully) LetGo(_asked);
            _asked = null;
        }
    }

    // The held connection answers, as a rule. If it is lost a new one is made at once; if it is silent, beside it.
    private async Task<ProbeResult> AskBothAsync(
        ProbeAttempt asked, bool renewed, ProbeQuestion question, CancellationToken cancellationToken)
    {
        if (renewed && _next is { } wanted) await wanted.Outcome.ConfigureAwait(true);
        else await WaitAsync(asked.Outcome, TimeSpan.FromMilliseconds(options().SuspectTimeoutMs) / 2).ConfigureAwait(true);

        if (!asked.Outcome.IsCompleted && _next is null && _logins.IsOpen(question.IsSuspected) && _renewals.TryTake())
            BeginNext(question, cancellationToken);
        while (!asked.Outcome.IsCompleted && _next is { Outcome.IsCompleted: false } next)
            await Task.WhenAny(asked.Outcome, next.Outcome).ConfigureAwait(true);

        if (_next?.Report is { } fresh && (renewed || asked.Report is null))
        {
            LetGo(asked);
            TakeNext();
            return fresh;
        }

        var result = await asked.Outcome.ConfigureAwait(true);
        if (result is not ProbeFailure failure) return result;
        LetGo(asked);
        return failure.Kind == ProbeFailureKind.Timeout
            ? failure
            : await AskNewAsync(question, wasLost: true, cancellationToken).ConfigureAwait(true);
    }

    private async Task<ProbeResult> AskNewAsync(ProbeQuestion question, bool wasLost, CancellationToken cancellationToken)
    {
        if (_next is null)
        {
            // That a connection was lost is news, which is worth a login.
            if (!wasLost && !_logins.IsOpen(question.IsSuspected))
            {
                // Nothing is asked, and nothing new is known: but who waits for it need not wait long.
                await Task.Delay(TimeSpan.FromMilliseconds(options().FailoverIntervalMs), execution.Time, cancellationToken).ConfigureAwait(true);
                return _logins.Refusal!;
            }

            if (_abandoned.Count >= MostAbandoned) return await WaitForAbandonedAsync(cancellationToken).ConfigureAwait(true);
            BeginNext(question, cancellationToken);
        }

        var next = _next!;
        var result = await next.Outcome.ConfigureAwait(true);
        TakeNext();
        // The server had let it in: two connections were lost, and that a third one fails is worth more than either.
        return wasLost && next.Connection.IsOpen && result is ProbeFailure { Kind: ProbeFailureKind.Lost }
            ? await AskNewAsync(question, wasLost: false, cancellationToken).ConfigureAwait(true)
            : result;
    }

    private bool IsToReplace(ProbeConnection held, ProbeQuestion question) =>
        execution.Time.GetElapsedTime(held.Since) >= question.MostAge && _logins.IsOpen(isSuspected: false) &&
        (_failedReplacements == 0 ||
            execution.Time.GetElapsedTime(_notReplacedSince) >= ProbePacing.BetweenReplacements(_failedReplacements));

    private void BeginNext(ProbeQuestion question, CancellationToken cancellationToken)
    {
        var connection = new ProbeConnection(
            _connections, address, locks, fetches, driver.SocketCut, _reason, execution);
        var next = ProbeAttempt.Begin(connection, question, TimeFor(question, options().ConnectTimeoutMs), execution, cancellationToken);
        _next = next;
        if (!next.Outcome.IsCompleted) _ = TellWhenReadyAsync(next);
    }

    private async Task TellWhenReadyAsync(ProbeAttempt next)
    {
        await ((Task)next.Outcome).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (_next == next && !_isAsking) Ready?.Invoke();
    }

    // A new connection that has answered takes the held one's place; one that has failed is reported.
    private void TakeNext()
    {
        if (_next is not { Outcome.IsCompletedSuccessfully: true } next) return;
        _next = null;
        _logins.Note(next.Outcome.Result);
        if (next.Outcome.Result is ProbeFailure failure)
        {
            _abandoned.Add(next.LetGoAsync());
            _failedReplacements++;
            _notReplaced = failure;
            _notReplacedSince = execution.Time.GetTimestamp();
            return;
        }

        if (_held is { } former) _abandoned.Add(former.DisposeAfterAsync(Task.CompletedTask));
        _held = next.Connection;
        _notReplaced = null;
        _failedReplacements = 0;
    }

    private void LetGo(ProbeAttempt asked)
    {
        _abandoned.Add(asked.LetGoAsync());
        if (_held == asked.Connection) _held = null;
    }

    private TimeSpan TimeFor(ProbeQuestion question, int most) =>
        TimeSpan.FromMilliseconds(question.IsSuspected ? Math.Min(most, options().SuspectTimeoutMs) : most);

    private async Task WaitAsync(Task task, TimeSpan most)
    {
        if (task.IsCompleted) return;
        var over = execution.NewSignal();
        var timer = execution.Time.CreateTimer(
            static over => ((TaskCompletionSource)over!).TrySetResult(), over, most, Timeout.InfiniteTimeSpan);
        await using (timer.ConfigureAwait(true)) await Task.WhenAny(task, over.Task).ConfigureAwait(true);
    }

    private async Task<ProbeResult> WaitForAbandonedAsync(CancellationToken cancellationToken)
    {
        var deadline = TimeSpan.FromMilliseconds(options().ConnectTimeoutMs);
        await Task.WhenAny(Task.WhenAny(_abandoned), Task.Delay(deadline, execution.Time, cancellationToken)).ConfigureAwait(true);
        cancellationToken.ThrowIfCancellationRequested();
        // What a driver never ends must not end the watch over its server: now and then one of the old is given up for a new one.
        if (++_waits % GiveUpAfter == 0) _abandoned.RemoveAt(0);
        return new ProbeFailure(ProbeFailureKind.Timeout, new TimeoutException("earlier probes have not ended yet"));
    }
}
