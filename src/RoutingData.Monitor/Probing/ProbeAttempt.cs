using RoutingData.Monitor.Drivers;
using RoutingData.Monitor.Reports;
using RoutingData.Monitor.Threads;

namespace RoutingData.Monitor.Probing;

/// <summary>
/// One question to a server over one connection. It ends at its deadline whatever the driver does; what did not answer in time is left behind
/// and disposed of in the background.
/// </summary>
internal sealed class ProbeAttempt
{
    private readonly Task<ServerReport> _running;
    private readonly MonitorExecution _execution;
    private ProbeDeadline? _deadline;
    private TimeSpan _most;

    private ProbeAttempt(
        ProbeConnection connection, ProbeQuestion question, TimeSpan most, MonitorExecution execution, CancellationToken cancellationToken)
    {
        Connection = connection;
        _execution = execution;
        _most = most;
        _running = connection.AskAsync(question, cancellationToken);
        Outcome = RunAsync(cancellationToken);
    }

    public ProbeConnection Connection { get; }

    /// <summary>What it brought; throws nothing but the cancellation.</summary>
    public Task<ProbeResult> Outcome { get; }

    /// <summary>The report it brought; null while it is under way, and when it failed.</summary>
    public ServerReport? Report => Outcome.IsCompletedSuccessfully ? Outcome.Result as ServerReport : null;

    /// <summary>Sets out.</summary>
    /// <param name="connection">What it asks over, after connecting if need be.</param>
    /// <param name="question">What it asks.</param>
    /// <param name="most">How long it may take.</param>
    /// <param name="execution">Where it runs.</param>
    /// <param name="cancellationToken">Ends it with the monitor.</param>
    public static ProbeAttempt Begin(
        ProbeConnection connection, ProbeQuestion question, TimeSpan most, MonitorExecution execution, CancellationToken cancellationToken) =>
        new(connection, question, most, execution, cancellationToken);

    /// <summary>Allows less time in all.</summary>
    public void Hurry(TimeSpan most) => Volatile.Read(ref _deadline)?.Shorten(most);

    /// <summary>Lets go of its connection; over when the driver has.</summary>
    public Task LetGoAsync() => Connection.DisposeAfterAsync(_running);

    private async Task<ProbeResult> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await WaitAsync(cancellationToken).ConfigureAwait(true);
        }
        catch (TimeoutException exception) when (!_running.IsCompleted)
        {
            return new ProbeFailure(ProbeFailureKind.Timeout, exception);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new ProbeFailure(
                DriverError.IsRefusal(exception) ? ProbeFailureKind.Refused
                : DriverError.ServerNumber(exception) == DriverError.NotPrepared ? ProbeFailureKind.NotPrepared : ProbeFailureKind.Lost, exception);
        }
    }

    // A process that was late itself, starved of threads or paused, has no right to call the server late: it waits once more.
    private async Task<ServerReport> WaitAsync(CancellationToken cancellationToken)
    {
        for (var isLast = false; ; isLast = true)
        {
            using var deadline = new ProbeDeadline(_most, _execution.Time, cancellationToken);
            Volatile.Write(ref _deadline, deadline);
            try
            {
                return await _running.WaitAsync(deadline.Over).ConfigureAwait(true);
            }
            catch (OperationCanceledException) when (deadline.Over.IsCancellationRequested)
            {
                if (_running.IsCompleted) return await _running.ConfigureAwait(true);
                cancellationToken.ThrowIfCancellationRequested();
                _most = deadline.Time;
                if (isLast || deadline.Elapsed <= 2 * _most) throw new TimeoutException($"no answer within {_most.TotalMilliseconds:0} ms");
            }
            finally
            {
                Volatile.Write(ref _deadline, null);
            }
        }
    }
}
