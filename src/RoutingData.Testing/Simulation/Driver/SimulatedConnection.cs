using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;

namespace RoutingData.Testing.Simulation;

/// <summary>A connection of the simulated driver.</summary>
internal sealed class SimulatedConnection(SimulatedCluster cluster) : DbConnection
{
    private ConnectionSettings? _settings;
    private SimulatedLink? _link;
    private ConnectionState _state;
    private string? _database;
    // What the open reader reads.
    private ResultStream? _reading;
    private bool _isDraining;

    /// <summary>The pool that it comes from and goes back to; null for one of its own.</summary>
    public SimulatedDataSource? Pool { get; init; }

    [AllowNull]
    public override string ConnectionString
    {
        get => Settings.ConnectionString;
        set => _settings = ConnectionSettings.Of(value ?? "");
    }

    public override string Database => _database ?? Settings.Database;

    public override string DataSource => Settings.Server;

    public override string ServerVersion => Link.Server.Version;

    /// <summary>Open until an operation has failed for want of the connection: it is not noticed before.</summary>
    public override ConnectionState State => _state;

    public ConnectionSettings Settings => _settings ?? Pool?.Settings ?? ConnectionSettings.Of("");

    /// <summary>What it runs over while it is open; a client that gets the same physical connection from a pool gets the same one.</summary>
    public SimulatedLink? OpenLink => _link;

    /// <summary>The transaction that commands run in.</summary>
    public SimulatedTransaction? Transaction { get; set; }

    private SimulatedLink Link => _state == ConnectionState.Open
        ? _link!
        : throw new InvalidOperationException($"The connection must be open; it is {_state}.");

    public override void Open() => Blocking.Wait(OpenAsync(CancellationToken.None));

    public override async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (_state != ConnectionState.Closed) throw new InvalidOperationException("The connection is open already.");
        _link = await FromPoolAsync(cancellationToken).ConfigureAwait(false) ?? await ConnectAsync(cancellationToken).ConfigureAwait(false);
        _database = null;
        MoveTo(ConnectionState.Open);
        cluster.NoteOpened(_link);
    }

    public override void Close()
    {
        if (_reading is { } stream) Blocking.WaitIfPossible(DrainAndCloseAsync(stream));
        else CloseLink();
    }

    public override Task CloseAsync()
    {
        if (_reading is { } stream) return DrainAndCloseAsync(stream);
        CloseLink();
        return Task.CompletedTask;
    }

    /// <summary>Takes no part in transactions from outside: what runs in one is committed by itself.</summary>
    public override void EnlistTransaction(System.Transactions.Transaction? transaction)
    {
    }

    public override void ChangeDatabase(string databaseName) => Blocking.Wait(ChangeDatabaseAsync(databaseName, default));

    public override async Task ChangeDatabaseAsync(string databaseName, CancellationToken cancellationToken = default)
    {
        ThrowIfReading();
        var results = await GuardAsync(Link.UseAsync(databaseName, Settings.ConnectionTimeout, cancellationToken)).ConfigureAwait(false);
        if (results is [{ Error: { } refusal }]) throw refusal;
        _database = databaseName;
    }

    /// <summary>Sends a command's text and brings its results.</summary>
    /// <exception cref="SimulatedDbException">The server refused a statement before the first that brings rows, or the connection is lost.</exception>
    public async Task<ResultStream> ExecuteAsync(
        string text, BoundParameters parameters, int timeout, CancellationToken cancellationToken)
    {
        ThrowIfReading();
        var link = Link;
        var results = await GuardAsync(link.ExecuteAsync(text, parameters, ConnectionSettings.Seconds(timeout), cancellationToken))
            .ConfigureAwait(false);
        var stream = new ResultStream(this, link, results ?? [], link.RowsWithTheAnswer());
        return stream.Refusal is { } refusal ? throw refusal : stream;
    }

    /// <summary>Brings the next packet of rows.</summary>
    /// <exception cref="EndOfStreamException">The connection is lost.</exception>
    public Task FetchAsync(SimulatedLink link, TimeSpan timeout, CancellationToken cancellationToken) =>
        GuardAsync(link.FetchAsync(timeout, cancellationToken));

    /// <summary>A prepared command is disposed of.</summary>
    /// <exception cref="IOException">The connection is closed, broken, or waits for an answer: what is written to it now is lost, or in another's way.</exception>
    public void CloseStatement()
    {
        if (_state != ConnectionState.Open || _link is not { IsGone: false, IsBusy: false })
            throw new IOException("Unable to write data to the transport connection.");
    }

    /// <summary>Whether a reader is open on it.</summary>
    public bool IsReading => _reading is not null;

    /// <summary>From now on the connection is its reader's, until that is closed.</summary>
    public void BeginReading(ResultStream stream) => _reading = stream;

    /// <summary>Has the server stop what is being read.</summary>
    public void Interrupt() => _reading?.Interrupt();

    public void EndReading(ResultStream stream) => Interlocked.CompareExchange(ref _reading, null, stream);

    protected override DbCommand CreateDbCommand() => new SimulatedCommand { Connection = this };

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) =>
        Blocking.Wait(BeginDbTransactionAsync(isolationLevel, default).AsTask());

    protected override async ValueTask<DbTransaction> BeginDbTransactionAsync(
        IsolationLevel isolationLevel, CancellationToken cancellationToken)
    {
        if (Transaction is not null) throw new InvalidOperationException("A transaction is open already; transactions do not nest.");
        await ExecuteAsync("START TRANSACTION", BoundParameters.None, Settings.CommandTimeout, cancellationToken).ConfigureAwait(false);
        return Transaction = new SimulatedTransaction(this, isolationLevel);
    }

    protected override void Dispose(bool disposing)
    {
        // What still waits for an answer must not go to the next one: it ends here. Under an open reader what is left is read first.
        if (disposing && _reading is null && _link is { IsBusy: true } link)
        {
            cluster.Record(SimulatedEventKind.Ended, link, "it was disposed of while something waited");
            link.Close();
        }

        if (disposing) Close();
        base.Dispose(disposing);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_reading is { } stream) await DrainAndCloseAsync(stream).ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    // As in the real drivers it is not asked whether another thread is reading.
    private async Task DrainAndCloseAsync(ResultStream stream)
    {
        if (_isDraining) return;
        _isDraining = true;
        if (_link is { IsGone: false } link) cluster.Record(SimulatedEventKind.Ended, link, "it was closed under an open reader");
        try
        {
            await stream.DrainFromOutsideAsync().ConfigureAwait(false);
        }
        finally
        {
            // Where that fails, the reader is closed and the connection is not: the next call closes it.
            _isDraining = false;
            EndReading(stream);
        }

        CloseLink();
    }

    private void CloseLink()
    {
        if (Interlocked.Exchange(ref _link, null) is not { } link) return;
        Transaction = null;
        MoveTo(ConnectionState.Closed);
        cluster.NoteClosed(link);
        if (Pool is null) link.Close();
        else Pool.Return(link);
    }

    private void ThrowIfReading()
    {
        if (_reading is not null)
            throw new InvalidOperationException("There is already an open reader on this connection, which must be closed first.");
    }

    private async Task<SimulatedLink?> FromPoolAsync(CancellationToken cancellationToken)
    {
        while (Pool?.Take() is { } link)
        {
            try
            {
                await link.ResetAsync(Settings.ConnectionTimeout, cancellationToken).ConfigureAwait(false);
                return link;
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested)
            {
                // It died while it was not used.
                link.Close();
            }
        }

        return null;
    }

    private async Task<SimulatedLink> ConnectAsync(CancellationToken cancellationToken)
    {
        if (cluster.CreateLink(Settings) is not { } link)
            throw SimulatedDbException.CannotConnect(Settings.Server, new SocketException((int)SocketError.HostNotFound));
        try
        {
            await link.ConnectAsync(Settings.ConnectionTimeout, cancellationToken).ConfigureAwait(false);
            return link;
        }
        catch (SimulatedDbException refusal) when (refusal.Number > 0)
        {
            link.Close();
            throw;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            link.Close();
            throw SimulatedDbException.CannotConnect(Settings.Server, exception.InnerException ?? exception);
        }
    }

    private async Task<List<StatementResult>?> GuardAsync(Task<List<StatementResult>?> call)
    {
        try
        {
            return await call.ConfigureAwait(false);
        }
        catch
        {
            if (_link is { IsGone: true } && _state == ConnectionState.Open) MoveTo(ConnectionState.Broken);
            throw;
        }
    }

    private void MoveTo(ConnectionState state)
    {
        var before = _state;
        _state = state;
        OnStateChange(new StateChangeEventArgs(before, state));
    }
}
