using System.Data.Common;
using System.Globalization;
using RoutingData.Monitor;
using RoutingData.Testing;

namespace RoutingData.Bench.Replay.Running;

/// <summary>Waits until the reader has what the writer has: replication is late by nature, and the replay is not about that.</summary>
internal sealed class ReaderWait : IAsyncDisposable
{
    private readonly DbConnection _writer;
    private readonly DbConnection _reader;
    private readonly ServerFlavor _flavor;

    private ReaderWait(DbConnection writer, DbConnection reader, ServerFlavor flavor) => (_writer, _reader, _flavor) = (writer, reader, flavor);

    public static async Task<ReaderWait> CreateAsync(LocalCluster cluster) => new(
        await OpenAsync(cluster, cluster.Servers[0].Name), await OpenAsync(cluster, cluster.Servers[1].Name), cluster.Flavor);

    /// <exception cref="TimeoutException">The reader does not catch up: a statement has broken replication.</exception>
    public async Task CatchUpAsync()
    {
        var isMariaDb = _flavor == ServerFlavor.MariaDb;
        var position = await ScalarAsync(_writer, isMariaDb ? "SELECT @@gtid_binlog_pos" : "SELECT @@global.gtid_executed");
        var wait = isMariaDb ? $"SELECT MASTER_GTID_WAIT('{position}', 10)" : $"SELECT WAIT_FOR_EXECUTED_GTID_SET('{position}', 10)";
        if (await ScalarAsync(_reader, wait) != "0") throw new TimeoutException($"The reader does not catch up with the writer. {await WhyAsync()}");
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        await _reader.DisposeAsync();
    }

    private async Task<string> WhyAsync()
    {
        await using var command = _reader.CreateCommand();
        command.CommandText = "SHOW REPLICA STATUS";
        await using var status = await command.ExecuteReaderAsync();
        if (!await status.ReadAsync()) return "";
        var columns = Enumerable.Range(0, status.FieldCount).Where(column => status.GetName(column) is
            "Last_SQL_Error" or "Last_IO_Error" or "Slave_SQL_Running_State" or "Replica_SQL_Running_State");
        return string.Join(' ', columns.Select(column => Convert.ToString(status.GetValue(column), CultureInfo.InvariantCulture)));
    }

    private static async Task<DbConnection> OpenAsync(LocalCluster cluster, string server)
    {
        var connection = MySqlDriver.Find().Factory.CreateConnection()!;
        connection.ConnectionString = cluster.AdminConnectionString(server);
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<string> ScalarAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture)!.Replace("\n", "", StringComparison.Ordinal);
    }
}
