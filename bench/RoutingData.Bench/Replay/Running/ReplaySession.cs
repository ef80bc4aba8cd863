using System.Data;
using System.Data.Common;
using System.Globalization;
using RoutingData.Bench.Replay.Comparing;

namespace RoutingData.Bench.Replay.Running;

/// <summary>One connection on which a script runs, whether the driver's own or the router's.</summary>
/// <param name="source">Makes it.</param>
/// <param name="asksForWarnings">Whether each statement is followed by SHOW WARNINGS.</param>
internal sealed class ReplaySession(DbDataSource source, bool asksForWarnings) : IAsyncDisposable
{
    private const int TimeoutSeconds = 10;

    public DbConnection? Connection { get; private set; }

    public async Task<DbConnection> OpenAsync()
    {
        if (Connection is { State: ConnectionState.Open } open) return open;
        await CloseAsync();
        return Connection = await source.OpenConnectionAsync();
    }

    public async Task CloseAsync()
    {
        if (Connection is not null) await Connection.DisposeAsync();
        Connection = null;
    }

    public async Task<Answer> RunAsync(string statement)
    {
        var connection = await OpenAsync();
        var answer = await AnswerAsync(connection, statement);
        if (!asksForWarnings || connection.State != ConnectionState.Open) return answer;
        var warnings = await AnswerAsync(connection, "SHOW WARNINGS");
        return answer with { Warnings = warnings.Results is [var rows] ? rows.Rows : [] };
    }

    public ValueTask DisposeAsync() => new(CloseAsync());

    private static async Task<Answer> AnswerAsync(DbConnection connection, string statement)
    {
        List<RowSet> results = [];
        var affected = -1;
        try
        {
            await using var command = connection.CreateCommand();
            command.CommandText = statement;
            command.CommandTimeout = TimeoutSeconds;
            await using var reader = await command.ExecuteReaderAsync();
            do
            {
                if (reader.FieldCount > 0) results.Add(await ReadAsync(reader));
            }
            while (await reader.NextResultAsync());
            affected = reader.RecordsAffected;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return NumberOf(exception) is { } number
                ? new Answer(results, affected) { Error = number }
                : new Answer(results, affected) { Failure = (exception.GetType().Name, exception.Message) };
        }

        return new Answer(results, affected);
    }

    // The only one that both drivers tell alike.
    private static int? NumberOf(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
            if (exception.Data["Server Error Code"] is int number && number > 0) return number;
        return null;
    }

    private static async Task<RowSet> ReadAsync(DbDataReader reader)
    {
        var columns = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToArray();
        List<string> rows = [];
        while (await reader.ReadAsync())
            rows.Add(string.Join(" | ", Enumerable.Range(0, columns.Length).Select(column => Text(reader.GetValue(column)))));
        return new RowSet(columns, rows);
    }

    private static string Text(object value) => value switch
    {
        DBNull => "NULL",
        byte[] bytes => Convert.ToHexString(bytes),
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
