using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace RoutingData.Testing.Simulation;

/// <summary>A command of the simulated driver.</summary>
internal sealed class SimulatedCommand : DbCommand
{
    private SimulatedConnection? _connection;
    private int? _timeout;

    [AllowNull]
    public override string CommandText { get; set; } = "";

    public override int CommandTimeout
    {
        get => _timeout ?? _connection?.Settings.CommandTimeout ?? 30;
        set => _timeout = value;
    }

    public override CommandType CommandType { get; set; } = CommandType.Text;

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection
    {
        get => _connection;
        set => _connection = (SimulatedConnection?)value;
    }

    protected override DbParameterCollection DbParameterCollection { get; } = new SimulatedParameterCollection();

    protected override DbTransaction? DbTransaction { get; set; }

    /// <summary>Does nothing: a simulated statement takes no time of its own.</summary>
    public override void Cancel()
    {
    }

    /// <summary>Does nothing: the statement's text is sent each time.</summary>
    public override void Prepare()
    {
    }

    public override int ExecuteNonQuery() => ExecuteNonQueryAsync(CancellationToken.None).GetAwaiter().GetResult();

    public override async Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken)
    {
        var results = await RunAsync(cancellationToken).ConfigureAwait(false);
        if (results.FirstOrDefault(result => result.Error is not null)?.Error is { } error) throw error;
        var changed = results.Where(result => result.Affected >= 0).ToArray();
        return changed.Length == 0 ? -1 : changed.Sum(result => result.Affected);
    }

    public override object? ExecuteScalar() => ExecuteScalarAsync(CancellationToken.None).GetAwaiter().GetResult();

    public override async Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken)
    {
        var results = await RunAsync(cancellationToken).ConfigureAwait(false);
        return results.FirstOrDefault(result => result.Columns is not null)?.Rows is [[var value, ..], ..] ? value ?? DBNull.Value : null;
    }

    protected override DbParameter CreateDbParameter() => new SimulatedParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) =>
        ExecuteDbDataReaderAsync(behavior, CancellationToken.None).GetAwaiter().GetResult();

    protected override async Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken)
    {
        var results = await RunAsync(cancellationToken).ConfigureAwait(false);
        return new SimulatedReader(results, behavior.HasFlag(CommandBehavior.CloseConnection) ? _connection : null);
    }

    private Task<List<StatementResult>> RunAsync(CancellationToken cancellationToken)
    {
        if (CommandType != CommandType.Text) throw new NotSupportedException("The simulated servers have no stored procedures.");
        if (_connection is not { } connection) throw new InvalidOperationException("The command needs a connection.");
        // As with the real drivers: on a connection with a transaction a command must name it.
        if (connection.Transaction != DbTransaction)
            throw new InvalidOperationException("The command's transaction is not the connection's.");
        var values = DbParameterCollection.Cast<DbParameter>().Select(parameter => (parameter.ParameterName, parameter.Value)).ToArray();
        return connection.ExecuteAsync(
            CommandText, values.Length == 0 ? BoundParameters.None : new BoundParameters(values), CommandTimeout, cancellationToken);
    }
}
