using RoutingData;

namespace FailoverDemo;

/// <summary>A row of the table: the number of its insert, and the server that executed it.</summary>
internal sealed record TestRow(int Number, string Hostname);

/// <summary>The application's statements: plain ADO.NET, with no word about which server they are for.</summary>
internal sealed class TestTable(RoutingDbDataSource dataSource, ServerNames names)
{
    /// <summary>Reads on a fresh connection; the answer is the server that gave it.</summary>
    public async Task<string> ReadAsync(CancellationToken cancellationToken = default)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {names.Sql}, NOW()";
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Asks the writer for its name: everything in a transaction runs there, reads too.</summary>
    public async Task<string> WriterAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"SELECT {names.Sql}";
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Inserts one row, which the server signs with its name.</summary>
    public async Task InsertAsync(long run, int number, CancellationToken cancellationToken = default)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText =
            $"INSERT INTO testdb.insert_test (run, number, hostname, insert_time) SELECT @run, @number, {names.Sql}, NOW()";
        Add(command, "@run", run);
        Add(command, "@number", number);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The rows of a run. In a transaction, so from the writer: a reader may not have them all yet.</summary>
    public async Task<IReadOnlyList<TestRow>> RowsAsync(long run, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT number, hostname FROM testdb.insert_test WHERE run = @run";
        Add(command, "@run", run);

        var rows = new List<TestRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(new TestRow(reader.GetInt32(0), reader.GetString(1)));
        return rows;
    }

    private static void Add(RoutingDbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}
