using System.Data.Common;
using RoutingData.Connecting;
using RoutingData.Counting;
using RoutingData.Pools;
using RoutingData.Sessions;

namespace RoutingData.Execution.Hedging;

/// <summary>
/// A read on its way to a second reader, on a connection that no session holds yet. Either its answer is taken, and the connection with it, or it is left: then
/// it is read to its end in the background and the connection goes back. A caller that gives up ends it with its connection.
/// </summary>
internal sealed class SecondRead<T>(IHedgeable<T> operation, DbCommand copy, HedgeCounters counters, TimeProvider timeProvider)
{
    private volatile bool _isLeft;
    private bool _isAnswered;
    private BackendConnection? _backend;
    private T? _answer;
    private long _sent;

    /// <summary>Its answer, which has not been finished on its connection yet.</summary>
    public HedgedAnswer<T> Answer => new(_answer!, _backend!, _sent);

    /// <summary>Gets a connection and runs it.</summary>
    /// <param name="connector">Opens the connection.</param>
    /// <param name="holder">The session for which it is.</param>
    /// <param name="pool">Where a permit has been acquired for it.</param>
    /// <param name="hostgroup">Hostgroup id.</param>
    /// <param name="attempt">Its own.</param>
    /// <param name="cancellationToken">Ends when the caller gives up.</param>
    /// <returns>Itself, with an answer; null when there is none to be taken. It throws nothing.</returns>
    public async Task<SecondRead<T>?> RunAsync(
        BackendConnector connector, IConnectionHolder holder, ServerPool pool, int hostgroup, StatementAttempt attempt, CancellationToken cancellationToken)
    {
        try
        {
            _backend = await connector.OpenBesideAsync(holder, pool, hostgroup, attempt, cancellationToken).ConfigureAwait(false);
            if (_backend is null) return null;
            if (!_isLeft && !cancellationToken.IsCancellationRequested) await SendAsync(_backend, cancellationToken).ConfigureAwait(false);
            if (_isAnswered && !_isLeft && !_backend.IsTerminated) return this;
        }
        catch (Exception)
        {
            // The first one is on its way, and will say what there is to say.
        }

        await EndAsync().ConfigureAwait(false);
        return null;
    }

    /// <summary>Takes its answer for the command's.</summary>
    public void Take() => operation.NoteAnsweredBy(copy, _backend!);

    /// <summary>Notes that it is not wanted any more: what has not been sent yet never is.</summary>
    public void Leave() => _isLeft = true;

    /// <summary>Reads its answer to the end, and gives the connection back.</summary>
    public async Task EndAsync()
    {
        if (_backend is not { } backend) return;
        if (_isAnswered) backend.Pool.Record.NoteAnswer(_sent);
        else if (_sent != 0) backend.Pool.Record.NoteBeaten(_sent);
        try
        {
            if (_answer is DbDataReader reader) await reader.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // It broke while its rows were read, which are not wanted.
        }

        backend.Finish();
        await HeldConnections.ReturnAsync(async: true, backend).ConfigureAwait(false);
    }

    private async Task SendAsync(BackendConnection backend, CancellationToken cancellationToken)
    {
        copy.Connection = backend.Connection;
        backend.Begin(isRepeatable: true);
        // Its socket ends it at once. A driver's own cancelling would open one more connection, and wait for that.
        using var end = cancellationToken.UnsafeRegister(static running => ((BackendConnection)running!).Terminate(), backend);
        counters.AddSent();
        _sent = timeProvider.GetTimestamp();
        _answer = await backend.UntilTerminated(operation.RunCopyAsync(copy)).ConfigureAwait(false);
        _isAnswered = true;
    }
}
