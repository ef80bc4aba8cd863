using RoutingData.Monitor.Drivers;
using RoutingData.Monitor.Execution;

namespace RoutingData.Monitor.Probing;

/// <summary>
/// Probes one server over one held connection. Its deadline holds whatever the driver does: what does not answer in time is left
/// behind and disposed of in the background.
/// </summary>
internal sealed class ServerProbe(MySqlDriver driver, string connectionString, Func<MonitorOptions> options, MonitorExecution execution)
{
    // A silent server must not collect connections: so many left behind, then wait for one of them to end.
    private const int MostAbandoned = 4;

    private const int GiveUpAfter = 100;

    // While there is no writer the name of the old one may be led to the new one at any moment.
    private static readonly TimeSpan MostAgeWithoutWriter = TimeSpan.FromSeconds(1);

    private readonly List<Task> _abandoned = [];
    private ProbeConnection? _connection;
    private int _waits;
    private int _isToRenew;
    private volatile ProbeDeadline? _deadline;

    /// <summary>The next probe connects anew: the name may lead elsewhere by now, and a held connection would never notice (D33).</summary>
    public void Renew() => Volatile.Write(ref _isToRenew, 1);

    /// <summary>Somebody saw the server fail while a probe is under way: that one gets no more time than the next one would.</summary>
    public void Hurry() => _deadline?.Shorten(TimeSpan.FromMilliseconds(options().SuspectTimeoutMs));

    /// <summary>One probe; throws nothing but the cancellation.</summary>
    /// <param name="isSuspected">Whether somebody saw the server fail, so that the answer is wanted sooner.</param>
    /// <param name="isUrgent">Whether the server is suspect, or its pair has no settled writer.</param>
    /// <param name="cancellationToken">Ends the probe with the monitor.</param>
    public async Task<ProbeResult> ProbeAsync(bool isSuspected, bool isUrgent, CancellationToken cancellationToken)
    {
        _abandoned.RemoveAll(task => task.IsCompleted);
        if (_abandoned.Count >= MostAbandoned) return await WaitForAbandonedAsync(cancellationToken).ConfigureAwait(true);

        var limits = options();
        var mostAge = isUrgent ? MostAgeWithoutWriter : TimeSpan.FromMilliseconds(limits.ConnectIntervalMs);
        var connection = Held(mostAge) ?? Connect();
        _connection = null;
        var most = connection.IsOpen ? limits.ReadOnlyTimeoutMs : limits.ConnectTimeoutMs;
        var deadline = TimeSpan.FromMilliseconds(isSuspected ? Math.Min(most, limits.SuspectTimeoutMs) : most);
        var attempt = connection.AskAsync(cancellationToken);
        try
        {
            var report = await WaitAsync(attempt, deadline, cancellationToken).ConfigureAwait(true);
            _connection = connection;
            return report;
        }
        catch (TimeoutException exception) when (!attempt.IsCompleted)
        {
            return new ProbeFailure(ProbeFailureKind.Timeout, exception);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            var refused = DriverError.ServerNumber(exception) is { } number && !DriverError.IsGoodbye(number);
            return new ProbeFailure(refused ? ProbeFailureKind.Refused : ProbeFailureKind.Lost, exception);
        }
        finally
        {
            if (_connection is null) _abandoned.Add(connection.DisposeAfterAsync(attempt));
        }
    }

    /// <summary>Lets go of the held connection, in the background: a driver's Close may wait for a server that never answers.</summary>
    public Task CloseAsync()
    {
        if (_connection is { } connection) _abandoned.Add(connection.DisposeAfterAsync(Task.CompletedTask));
        _connection = null;
        return Task.WhenAll(_abandoned);
    }

    // A process that was late itself, starved of threads or paused, has no right to call the server late: it waits once more.
    private async Task<ServerReport> WaitAsync(Task<ServerReport> attempt, TimeSpan time, CancellationToken cancellationToken)
    {
        for (var isLast = false; ; isLast = true)
        {
            using var deadline = new ProbeDeadline(time, execution.Time, cancellationToken);
            _deadline = deadline;
            try
            {
                return await attempt.WaitAsync(deadline.Over).ConfigureAwait(true);
            }
            catch (OperationCanceledException) when (deadline.Over.IsCancellationRequested)
            {
                if (attempt.IsCompleted) return await attempt.ConfigureAwait(true);
                cancellationToken.ThrowIfCancellationRequested();
                time = deadline.Time;
                if (isLast || deadline.Elapsed <= 2 * time)
                    throw new TimeoutException($"no answer within {time.TotalMilliseconds:0} ms");
            }
            finally
            {
                _deadline = null;
            }
        }
    }

    private ProbeConnection? Held(TimeSpan mostAge)
    {
        var renewed = Interlocked.Exchange(ref _isToRenew, 0) != 0;
        if (_connection is not { } held) return null;
        if (!renewed && execution.Time.GetElapsedTime(held.Since) < mostAge) return held;

        _abandoned.Add(held.DisposeAfterAsync(Task.CompletedTask));
        return null;
    }

    private ProbeConnection Connect() => new(driver.Factory.CreateConnection()!, connectionString, driver.SocketCut, execution);

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
