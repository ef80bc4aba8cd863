using System.Collections.Immutable;
using System.Data.Common;
using RoutingData.Monitor.Drivers;
using RoutingData.Monitor.Gtids;
using RoutingData.Monitor.Reports;
using RoutingData.Monitor.Threads;

namespace RoutingData.Monitor.Probing;

/// <summary>The monitor's own connection to one server, held from probe to probe.</summary>
internal sealed class ProbeConnection(
    MonitorConnections connections, ServerAddress address, LockNames locks, FetchClock fetches, ISocketCut? cut,
    ConnectReason reason, MonitorExecution execution)
{
    private DbConnection? _connection;
    private ProbeStatement? _statement;
    private readonly Lock _gate = new();
    private Task _asking = Task.CompletedTask;
    private Task _fetching = Task.CompletedTask;
    private object? _socket;
    private int _isGivenUp;
    private bool _hasAnswered;
    private bool _mayNotSeeReplication;
    private bool _mayNotLock;
    private bool _mayNotSeeGroup;

    public bool IsOpen => _statement is not null;

    /// <summary>The moment at which it was made, by the monitor's clock.</summary>
    public long Since { get; } = execution.Time.GetTimestamp();

    /// <summary>Asks the server, after connecting if need be. No deadline of its own.</summary>
    /// <param name="question">What is asked besides the server's variables.</param>
    /// <param name="cancellationToken">Ends the driver's call where it takes a token.</param>
    public Task<ServerReport> AskAsync(ProbeQuestion question, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var asking = _fetching.IsCompleted
                ? execution.Call(async => AskAsync(async, question, cancellationToken))
                : AskAfterAsync(_fetching, question, cancellationToken);
            _asking = asking;
            return asking;
        }
    }

    /// <summary>Asks for the server's position alone; a probe that comes meanwhile waits for the answer.</summary>
    /// <returns>Null while another question is under way, or none has been answered yet.</returns>
    public Task<PositionFetch>? FetchAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_asking.IsCompleted || !_fetching.IsCompleted || !_hasAnswered) return null;
            var fetching = execution.Call(async => FetchAsync(async, cancellationToken));
            _fetching = fetching;
            return fetching;
        }
    }

    /// <summary>Asks which other servers there are. Only for a connection that nothing else is asked over meanwhile.</summary>
    /// <returns>Null before the first answer.</returns>
    public Task<FleetWord>? AskForFleetAsync(ImmutableArray<DiscoverySource> sources, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_asking.IsCompleted || !_fetching.IsCompleted || !_hasAnswered) return null;
            var asking = execution.Call(async => FleetReading.ReadAsync(async, _connection!, _statement!, address, sources, cancellationToken));
            _fetching = asking;
            return asking;
        }
    }

    /// <summary>
    /// Disposes of the connection after what still runs on it. Cutting the socket ends that at once; before there is one, and where none can
    /// be found, the driver's own timeout does. An open that succeeds after all leaves something to dispose of.
    /// </summary>
    /// <param name="attempt">What may still run on it.</param>
    public async Task DisposeAfterAsync(Task attempt)
    {
        if (!attempt.IsCompleted || !_fetching.IsCompleted) GiveUp();
        await _fetching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await attempt.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        // A driver's goodbye may wait for a server that never answers.
        Task disposal = execution.Call(Dispose);
        await disposal.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    private async Task<ServerReport> AskAfterAsync(Task former, ProbeQuestion question, CancellationToken cancellationToken)
    {
        await former.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        return await execution.Call(async => AskAsync(async, question, cancellationToken)).ConfigureAwait(true);
    }

    private async Task<PositionFetch> FetchAsync(bool async, CancellationToken cancellationToken)
    {
        var command = _connection!.CreateCommand();
        try
        {
            command.CommandText = _statement!.TextOfPosition;
            var begunAt = fetches.Begin();
            var reader = async ? await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false) : command.ExecuteReader();
            try
            {
                var fetch = await _statement.ReadPositionAsync(async, reader, begunAt, cancellationToken).ConfigureAwait(false);
                fetch.Position.Written.Prepare();
                return fetch;
            }
            finally
            {
                if (async) await reader.DisposeAsync().ConfigureAwait(false);
                else reader.Dispose();
            }
        }
        finally
        {
            if (async) await command.DisposeAsync().ConfigureAwait(false);
            else command.Dispose();
        }
    }

    private async Task<ServerReport> AskAsync(bool async, ProbeQuestion question, CancellationToken cancellationToken)
    {
        if (_statement is null) await ConnectAsync(async, cancellationToken).ConfigureAwait(false);
        return await AskOnceAsync(async, question, cancellationToken).ConfigureAwait(false) ??
            (await AskOnceAsync(async, question, cancellationToken).ConfigureAwait(false))!;
    }

    // Null where the server refused to show replication, which ends its answer, before it had shown its group: that cannot wait for the next probe,
    // because its own word that it may serve is worth nothing without.
    private async Task<ServerReport?> AskOnceAsync(bool async, ProbeQuestion question, CancellationToken cancellationToken)
    {
        var command = _connection!.CreateCommand();
        try
        {
            var asksForGroup = AsksForGroup(_statement!, question);
            command.CommandText = Text(_statement!, question);
            var askedAt = fetches.Begin();
            var reader = async ? await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false) : command.ExecuteReader();
            try
            {
                var (report, replicationDenied) = IsShort(question)
                    ? (await _statement!.ReadVariablesAsync(async, reader, askedAt, cancellationToken).ConfigureAwait(false), false)
                    : await _statement!.ReadAsync(async, reader, askedAt, cancellationToken).ConfigureAwait(false);
                _mayNotSeeReplication |= replicationDenied;
                if (replicationDenied && (question.AsksForGroup || question.AsksForNode)) return null;
                var group = question.AsksForGroup
                    ? await ReadGroupAsync(async, reader, cancellationToken).ConfigureAwait(false)
                    : null;
                var wsrep = question.AsksForNode
                    ? await WsrepReading.ReadAsync(async, reader, cancellationToken).ConfigureAwait(false)
                    : null;
                var isOver = replicationDenied || (asksForGroup && _mayNotSeeGroup);
                var sighting = question.Twin is null || isOver ? null
                    : await LookAsync(async, question.Twin.Value, reader, cancellationToken).ConfigureAwait(false);
                report.Executed.Prepare();
                var isFirst = !_hasAnswered;
                _hasAnswered = true;
                return report with
                {
                    ReplicationDenied = _mayNotSeeReplication, IsFirst = isFirst, Lock = sighting, Group = group,
                    Wsrep = wsrep is null ? null : wsrep with { AskedAt = execution.Time.GetElapsedTime(0, askedAt) },
                };
            }
            finally
            {
                if (async) await reader.DisposeAsync().ConfigureAwait(false);
                else reader.Dispose();
            }
        }
        finally
        {
            if (async) await command.DisposeAsync().ConfigureAwait(false);
            else command.Dispose();
        }
    }

    private bool IsShort(ProbeQuestion question) => _mayNotSeeReplication || question.CatchesUp;

    private bool AsksForGroup(ProbeStatement statement, ProbeQuestion question) =>
        question.AsksForGroup && statement.CanBeInGroup && !_mayNotSeeGroup;

    private string Text(ProbeStatement statement, ProbeQuestion question)
    {
        var text = IsShort(question) ? statement.TextWithoutReplication : statement.Text;
        if (AsksForGroup(statement, question)) text = $"{text}; {GroupReading.Text}";
        if (question.AsksForNode) text = $"{text}; {WsrepReading.Text}";
        if (question.CatchesUp) text = $"{WsrepReading.Wait}; {text}";
        return question.Twin is { } other && !_mayNotLock
            ? $"{text}; {ProbeStatement.TextOfLock(locks.Of(address), locks.Of(other))}"
            : text;
    }

    private async ValueTask<GroupMembership> ReadGroupAsync(bool async, DbDataReader reader, CancellationToken cancellationToken)
    {
        if (_mayNotSeeGroup || !_statement!.CanBeInGroup) return GroupMembership.Hidden;
        var membership = await GroupReading.ReadAsync(async, reader, cancellationToken).ConfigureAwait(false);
        _mayNotSeeGroup = membership.IsHidden;
        return membership;
    }

    private async ValueTask<LockSighting> LookAsync(bool async, ServerAddress twin, DbDataReader reader, CancellationToken cancellationToken)
    {
        var found = _mayNotLock ? null : await ProbeStatement.ReadLockAsync(async, reader, cancellationToken).ConfigureAwait(false);
        _mayNotLock = found is null;
        return new LockSighting(twin, found ?? false);
    }

    private async Task ConnectAsync(bool async, CancellationToken cancellationToken)
    {
        // A driver may refuse the text: that is a failed probe like any other.
        var connection = _connection = connections.Create();
        try
        {
            if (async) await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            else connection.Open();
        }
        catch (DbException exception) when (Volatile.Read(ref _isGivenUp) == 0)
        {
            var failure = await reason.OfAsync(async, exception, cancellationToken).ConfigureAwait(false);
            if (failure == exception) throw;
            throw failure;
        }

        // In this order: a thread that gives it up meanwhile finds the socket, or is seen here.
        Interlocked.Exchange(ref _socket, cut?.SocketOf(connection));
        if (Volatile.Read(ref _isGivenUp) != 0) throw new OperationCanceledException("the probe's time was over before it had connected");
        _statement = ProbeStatement.For(connection.ServerVersion);
    }

    private void GiveUp()
    {
        Interlocked.Exchange(ref _isGivenUp, 1);
        if (Volatile.Read(ref _socket) is { } socket) cut!.Cut(socket);
    }

    private Task<bool> Dispose(bool async)
    {
        _connection?.Dispose();
        return Task.FromResult(true);
    }
}
