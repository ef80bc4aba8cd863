using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace RoutingData.Testing.Simulation;

/// <summary>A connection of the simulated driver.</summary>
internal sealed class SimulatedConnection(SimulatedCluster cluster) : DbConnection
{
    private ConnectionSettings? _settings;
    private SimulatedLink? _link;
    private ConnectionState _state;
    private string? _database;

    /// <summary>Where it comes from and goes back to; null for one of its own.</summary>
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

    /// <summary>Open until an operation has failed for want of the connection: nobody notices before.</summary>
    public override ConnectionState State => _state;

    public ConnectionSettings Settings => _settings ?? Pool?.Settings ?? ConnectionSettings.Of("");

    /// <summary>What takes a socket's place: whoever gets the same physical connection from a pool gets the same one.</summary>
    public SimulatedLink? Socket => _link;

    /// <summary>The transaction that commands run in.</summary>
    public SimulatedTransaction? Transaction { get; set; }

    private SimulatedLink Link => _state == ConnectionState.Open
        ? _link!
        : throw new InvalidOperationException($"The connection must be open; it is {_state}.");

    public override void Open() => OpenAsync(CancellationToken.None).GetAwaiter().GetResult();

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
        if (_link is not { } link) return;
        _link = null;
        Transaction = null;
        MoveTo(ConnectionState.Closed);
        cluster.NoteClosed(link);
        if (Pool is null) link.Close();
        else Pool.Return(link);
    }

    public override void ChangeDatabase(string databaseName) => ChangeDatabaseAsync(databaseName, default).GetAwaiter().GetResult();

    public override async Task ChangeDatabaseAsync(string databaseName, CancellationToken cancellationToken = default)
    {
        await GuardAsync(Link.UseAsync(databaseName, Settings.ConnectionTimeout, cancellationToken)).ConfigureAwait(false);
        _database = databaseName;
    }

    /// <summary>Sends a command's text and brings its results.</summary>
    /// <exception cref="SimulatedDbException">The server refused the first statement, or the connection is lost.</exception>
    public async Task<List<StatementResult>> ExecuteAsync(
        string text, BoundParameters parameters, int timeout, CancellationToken cancellationToken)
    {
        var results = await GuardAsync(Link.ExecuteAsync(text, parameters, ConnectionSettings.Seconds(timeout), cancellationToken))
            .ConfigureAwait(false);
        if (results is [{ Error: { } error }, ..]) throw error;
        return results ?? [];
    }

    protected override DbCommand CreateDbCommand() => new SimulatedCommand { Connection = this };

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) =>
        BeginDbTransactionAsync(isolationLevel, default).AsTask().GetAwaiter().GetResult();

    protected override async ValueTask<DbTransaction> BeginDbTransactionAsync(
        IsolationLevel isolationLevel, CancellationToken cancellationToken)
    {
        if (Transaction is not null) throw new InvalidOperationException("A transaction is open already; transactions do not nest.");
        await ExecuteAsync("START TRANSACTION", BoundParameters.None, Settings.CommandTimeout, cancellationToken).ConfigureAwait(false);
        return Transaction = new SimulatedTransaction(this, isolationLevel);
    }

    protected override void Dispose(bool disposing)
    {
        // What still waits for an answer must not go to the next one: it ends here.
        if (disposing && _link is { IsBusy: true } link) link.Close();
        if (disposing) Close();
        base.Dispose(disposing);
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
                // It died while nobody used it.
                link.Close();
            }
        }

        return null;
    }

    private async Task<SimulatedLink> ConnectAsync(CancellationToken cancellationToken)
    {
        var link = cluster.CreateLink(Settings);
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
            throw SimulatedDbException.CannotConnect(link.Server, exception.InnerException ?? exception);
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
