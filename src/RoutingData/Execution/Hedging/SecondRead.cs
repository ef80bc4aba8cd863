using System.Data.Common;
using RoutingData.Connecting;
using RoutingData.Monitor;
using RoutingData.Pools;
using RoutingData.Sessions;

namespace RoutingData.Execution.Hedging;

/// <summary>
/// A read on its way to a second reader, on a connection that no session holds yet. Either its answer is taken, and the connection with it, or it is left: then
/// it is read to its end in the background and the connection goes back.
/// </summary>
internal sealed class SecondRead<T>(IHedgeable<T> operation, DbCommand copy, TimeProvider timeProvider)
{
    private const int Running = 0;
    private const int Answered = 1;
    private const int Over = 2;

    private int _state;
    private BackendConnection? _backend;
    private T? _answer;

    /// <summary>The moment at which it was sent.</summary>
    public long Sent { get; private set; }

    /// <summary>Gets a connection and runs it.</summary>
    /// <returns>Whether there is an answer to be taken. It throws nothing.</returns>
    public async Task<bool> RunAsync(BackendConnector connector, IConnectionHolder holder, int hostgroup, ServerAddress server, StatementAttempt attempt)
    {
        try
        {
            _backend = await connector.OpenBesideAsync(holder, hostgroup, server, attempt).ConfigureAwait(false);
            if (_backend is null) return false;
            if (Volatile.Read(ref _state) == Running)
            {
                copy.Connection = _backend.Connection;
                Sent = timeProvider.GetTimestamp();
                _backend.Begin(isRepeatable: true);
                _answer = await _backend.UntilTerminated(operation.RunCopyAsync(copy)).ConfigureAwait(false);
                if (!_backend.IsTerminated && Interlocked.CompareExchange(ref _state, Answered, Running) == Running) return true;
            }
        }
        catch (Exception)
        {
            // The first one is on its way, and will say what there is to say.
        }

        await EndAsync().ConfigureAwait(false);
        return false;
    }

    /// <summary>Takes the answer that there is, and the connection that it came on, which has not been finished yet.</summary>
    public (T Answer, BackendConnection Backend)? TryTake() =>
        Interlocked.CompareExchange(ref _state, Over, Answered) == Answered ? (_answer!, _backend!) : null;

    /// <summary>Leaves it: its answer is not wanted any more.</summary>
    public void Leave()
    {
        if (Interlocked.Exchange(ref _state, Over) == Answered) _ = EndAsync();
    }

    private async Task EndAsync()
    {
        if (_backend is not { } backend) return;
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
}
