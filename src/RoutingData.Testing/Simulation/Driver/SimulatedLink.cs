using System.Net.Sockets;

namespace RoutingData.Testing.Simulation;

/// <summary>One physical connection, with both its ends: the client's, which waits for one answer at a time, and the server's, which
/// keeps the session.</summary>
internal sealed class SimulatedLink(SimulatedCluster cluster, SimulatedServer server, int id, string user, bool isPooled)
{
    private TaskCompletionSource<List<StatementResult>?>? _waiting;
    private volatile Exception? _lost;
    private ServerSession? _session;
    private bool _closed;
    private bool _isOver;

    public int Id => id;

    public string User => user;

    public SimulatedServer Server => server;

    /// <summary>What the server knows of it; null before the login and after the end.</summary>
    public ServerSession? Session => _session;

    /// <summary>Whether it belongs to a pool; the router's monitor has connections of its own.</summary>
    public bool IsPooled => isPooled;

    /// <summary>Whether the client has given it up, or has been told that it is gone.</summary>
    public bool IsGone => _lost is not null;

    /// <summary>Whether the client waits for an answer.</summary>
    public bool IsBusy => Volatile.Read(ref _waiting) is not null;

    /// <summary>How many rows come at once.</summary>
    public int RowsPerPacket => isPooled ? cluster.RowsPerPacket : int.MaxValue / 2;

    /// <summary>When the last message to the server arrives; the next one does not overtake it.</summary>
    public TimeSpan LastArrival { get; set; }

    /// <summary>Connects and logs in.</summary>
    public Task<List<StatementResult>?> ConnectAsync(TimeSpan timeout, CancellationToken cancellationToken) =>
        CallAsync(
            () =>
            {
                // What a cut held back may be overtaken by the client's goodbye.
                if (_isOver) return;
                if (server is { BlocksConnects: true, DropsConnects: true }) return;
                if (!server.IsRunning || server.BlocksConnects)
                {
                    Answer(failure: new SocketException((int)SocketError.ConnectionRefused));
                }
                else if (server.Accept(this) is { } refusal)
                {
                    cluster.Record(SimulatedEventKind.Refused, this, $"{refusal.Number} at login");
                    Answer(failure: refusal);
                }
                else
                {
                    _session = new ServerSession(server, id, user);
                    Answer();
                }
            },
            timeout, cancellationToken);

    /// <summary>Sends a command's text and brings its results.</summary>
    public Task<List<StatementResult>?> ExecuteAsync(
        string text, BoundParameters parameters, TimeSpan timeout, CancellationToken cancellationToken)
    {
        cluster.Record(SimulatedEventKind.Sent, this, text);
        return CallAsync(() => Arrive(text, parameters), timeout, cancellationToken);
    }

    /// <summary>Returns how many rows come together with an answer.</summary>
    public int RowsWithTheAnswer() => isPooled && cluster.RowsComeLater() ? 0 : RowsPerPacket;

    /// <summary>One way or the other.</summary>
    public bool Chance() => cluster.Chance();

    /// <summary>Waits for the next packet of rows.</summary>
    /// <exception cref="EndOfStreamException">The connection is lost.</exception>
    public async Task<List<StatementResult>?> FetchAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            return await CallAsync(
                () =>
                {
                    if (_session is null) EndByServer();
                    else Answer();
                },
                timeout, cancellationToken).ConfigureAwait(false);
        }
        catch (SimulatedDbException lost) when (lost is { Number: 0, InnerException: not TimeoutException })
        {
            throw new EndOfStreamException("More rows were expected, and the stream has ended.", lost);
        }
    }

    /// <summary>Makes the server forget what the session was: a round trip.</summary>
    public Task<List<StatementResult>?> ResetAsync(TimeSpan timeout, CancellationToken cancellationToken) =>
        CallAsync(
            () =>
            {
                _session?.Reset();
                if (_session is not null) Answer();
            },
            timeout, cancellationToken);

    public Task<List<StatementResult>?> UseAsync(string database, TimeSpan timeout, CancellationToken cancellationToken) =>
        CallAsync(
            () =>
            {
                if (_session is null) return;
                try
                {
                    _session.Use(database);
                    Answer();
                }
                catch (SimulatedDbException refusal)
                {
                    Answer([StatementResult.Failed(refusal)]);
                }
            },
            timeout, cancellationToken);

    /// <summary>Rolls back on the server, without waiting.</summary>
    public void RollBackLater() => cluster.ToServer(this, () => _session?.RollBack());

    /// <summary>The client closes it, whatever is under way: the server hears of it in its turn.</summary>
    public void Close()
    {
        if (_closed) return;
        _closed = true;
        _lost ??= new ObjectDisposedException(nameof(SimulatedConnection));
        cluster.ToServer(this, EndSession);
        Interlocked.Exchange(ref _waiting, null)?.TrySetException(new ObjectDisposedException(nameof(SimulatedConnection)));
    }

    /// <summary>Shuts its socket down from outside: for the client it is as if the server were gone, and the server hears of it in its
    /// turn.</summary>
    public void Cut()
    {
        if (IsGone) return;
        cluster.Record(SimulatedEventKind.Ended, this, "its socket was shut down");
        var end = new EndOfStreamException("The socket was shut down.");
        _lost = end;
        cluster.ToServer(this, EndSession);
        // A thread that waits on the socket goes on on a thread of its own.
        if (Interlocked.Exchange(ref _waiting, null) is { } waiting)
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                _ => waiting.TrySetException(SimulatedDbException.ConnectionLost(end)), null);
        }
    }

    /// <summary>The server ends it; the client hears of it unless the network is cut.</summary>
    public void EndByServer(SimulatedDbException? goodbye = null)
    {
        EndSession();
        cluster.ToClient(this, () => Lose(
            (Exception?)goodbye ?? SimulatedDbException.ConnectionLost(new SocketException((int)SocketError.ConnectionReset))));
    }

    private void EndSession()
    {
        _session = null;
        _isOver = true;
        server.Leave(this);
    }

    private void Arrive(string text, BoundParameters parameters)
    {
        if (_session is null || (isPooled && server.RequestsToLose > 0 && server.RequestsToLose-- > 0))
        {
            EndByServer();
            return;
        }

        if (isPooled && server.HoldsNextRequest is { } time)
        {
            server.HoldsNextRequest = null;
            Hold(_session, time, text, parameters);
            return;
        }

        if (isPooled && server.StatementTime > TimeSpan.Zero)
            cluster.After(server.StatementTime, () => server.Receive(() => Execute(text, parameters)));
        else
            Execute(text, parameters);
    }

    // The server knows nothing of what its client believes.
    private void Hold(ServerSession session, TimeSpan time, string text, BoundParameters parameters)
    {
        var starts = server.Starts;
        cluster.ToClient(this, () => Lose(SimulatedDbException.ConnectionLost(new SocketException((int)SocketError.ConnectionReset))));
        cluster.After(time, () => server.Receive(() =>
        {
            if (!server.IsRunning || server.Starts != starts) return;
            StatementExecutor.Execute(session, text, parameters);
            cluster.Record(SimulatedEventKind.Executed, this, text);
        }));
    }

    private void Execute(string text, BoundParameters parameters)
    {
        if (_session is not { } session) return;
        if (cluster.Groups is { } groups && groups.Commits.TryHold(
            groups[server], session, text, () => StatementExecutor.Execute(session, text, parameters), results => Tell(text, results))) return;
        Tell(text, StatementExecutor.Execute(session, text, parameters));
    }

    private void Tell(string text, List<StatementResult> results)
    {
        if (results is [.., { Error: { } error }]) cluster.Record(SimulatedEventKind.Refused, this, $"{error.Number} for {text}");
        else cluster.Record(SimulatedEventKind.Executed, this, text);

        if (isPooled && LosesReplyTo(text)) EndByServer();
        else Answer(results);
    }

    private bool LosesReplyTo(string text)
    {
        if (server.RepliesToLose > 0 && server.RepliesToLose-- > 0) return true;
        if (server.LosesReplyTo is not { } part || !text.Contains(part, StringComparison.Ordinal)) return false;
        server.LosesReplyTo = null;
        return true;
    }

    private void Answer(List<StatementResult>? results = null, Exception? failure = null) => cluster.ToClient(this, () =>
    {
        if (Interlocked.Exchange(ref _waiting, null) is not { } waiting) return;
        if (failure is not null) waiting.TrySetException(_lost = failure);
        else waiting.TrySetResult(results);
    });

    // Runs on the client's side of the network.
    private void Lose(Exception reason)
    {
        if (IsGone) return;
        _lost = reason;
        Interlocked.Exchange(ref _waiting, null)?.TrySetException(reason);
    }

    private async Task<List<StatementResult>?> CallAsync(Action onServer, TimeSpan timeout, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // Bytes are written before the client notices that the other end is gone.
        if (_lost is { } lost) throw SimulatedDbException.ConnectionLost(lost);
        var waiting = new TaskCompletionSource<List<StatementResult>?>();
        // As the real drivers: one thing at a time.
        if (Interlocked.CompareExchange(ref _waiting, waiting, null) is not null)
            throw new InvalidOperationException("Something is under way on this connection already.");
        cluster.ToServer(this, onServer);
        try
        {
            return await waiting.Task.WaitAsync(timeout, cluster.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException exception)
        {
            Close();
            throw SimulatedDbException.ConnectionLost(exception);
        }
        catch (OperationCanceledException)
        {
            Close();
            throw;
        }
        catch (Exception) when (IsGone)
        {
            cluster.Record(SimulatedEventKind.Lost, this, _lost!.Message);
            throw;
        }
    }
}
