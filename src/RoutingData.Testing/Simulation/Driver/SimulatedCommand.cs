using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace RoutingData.Testing.Simulation;

/// <summary>A command of the simulated driver.</summary>
internal sealed class SimulatedCommand : DbCommand, ICloneable
{
    private SimulatedConnection? _connection;
    private SimulatedConnection? _preparedOn;
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
        set
        {
            // As MySqlConnector.
            if (_connection is { IsReading: true } && value != _connection)
                throw new InvalidOperationException("The command's connection cannot be set while a reader is open.");
            _connection = (SimulatedConnection?)value;
        }
    }

    protected override DbParameterCollection DbParameterCollection { get; } = new SimulatedParameterCollection();

    protected override DbTransaction? DbTransaction { get; set; }

    /// <summary>Has the server stop what its open reader reads. Nothing is done to a statement that is not answered yet.</summary>
    public override void Cancel() => _connection?.Interrupt();

    /// <summary>A command with the same text, settings and parameters, on the same connection.</summary>
    public object Clone()
    {
        var copy = new SimulatedCommand
        {
            CommandText = CommandText, CommandType = CommandType, DesignTimeVisible = DesignTimeVisible, UpdatedRowSource = UpdatedRowSource,
            _connection = _connection, _timeout = _timeout, DbTransaction = DbTransaction,
        };
        foreach (DbParameter parameter in DbParameterCollection)
        {
            var one = copy.CreateParameter();
            (one.ParameterName, one.Value, one.DbType, one.Direction) = (parameter.ParameterName, parameter.Value, parameter.DbType, parameter.Direction);
            copy.DbParameterCollection.Add(one);
        }

        return copy;
    }

    /// <summary>Sends nothing: the statement's text is sent each time. But see <see cref="Dispose"/>.</summary>
    public override void Prepare() => _preparedOn = _connection;

    public override int ExecuteNonQuery() => Blocking.Wait(ExecuteNonQueryAsync(CancellationToken.None));

    public override async Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken)
    {
        var reader = await ReadAsync(CommandBehavior.Default, cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            await ReadToEndAsync(reader, cancellationToken).ConfigureAwait(false);
            return reader.RecordsAffected;
        }
    }

    public override object? ExecuteScalar() => Blocking.Wait(ExecuteScalarAsync(CancellationToken.None));

    public override async Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken)
    {
        var reader = await ReadAsync(CommandBehavior.Default, cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            var value = await reader.ReadAsync(cancellationToken).ConfigureAwait(false) ? reader.GetValue(0) : null;
            await ReadToEndAsync(reader, cancellationToken).ConfigureAwait(false);
            return value;
        }
    }

    protected override DbParameter CreateDbParameter() => new SimulatedParameter();

    /// <summary>As MySql.Data: the prepared statement is closed on the connection that it was prepared on, whatever has become of that.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _preparedOn, null) is { } connection) connection.CloseStatement();
        base.Dispose(disposing);
    }

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) =>
        Blocking.Wait(ExecuteDbDataReaderAsync(behavior, CancellationToken.None));

    protected override async Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken) =>
        await ReadAsync(behavior, cancellationToken).ConfigureAwait(false);

    private static async Task ReadToEndAsync(SimulatedReader reader, CancellationToken cancellationToken)
    {
        while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false))
        {
        }
    }

    private async Task<SimulatedReader> ReadAsync(CommandBehavior behavior, CancellationToken cancellationToken)
    {
        if (CommandType != CommandType.Text) throw new NotSupportedException("The simulated servers have no stored procedures.");
        if (_connection is not { } connection) throw new InvalidOperationException("The command needs a connection.");
        // As with the real drivers: on a connection with a transaction a command must name it.
        if (connection.Transaction != DbTransaction)
            throw new InvalidOperationException("The command's transaction is not the connection's.");
        var values = DbParameterCollection.Cast<DbParameter>().Select(parameter => (parameter.ParameterName, parameter.Value)).ToArray();
        var stream = await connection.ExecuteAsync(
            CommandText, values.Length == 0 ? BoundParameters.None : new BoundParameters(values), CommandTimeout, cancellationToken)
            .ConfigureAwait(false);
        connection.BeginReading(stream);
        return new SimulatedReader(
            stream, connection, ConnectionSettings.Seconds(CommandTimeout), behavior.HasFlag(CommandBehavior.CloseConnection));
    }
}
