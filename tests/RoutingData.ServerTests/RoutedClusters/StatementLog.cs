using System.Data.Common;
using System.Globalization;
using RoutingData.Monitor;
using RoutingData.Testing;

namespace RoutingData.ServerTests.RoutedClusters;

/// <summary>What the application's user sent to which server, from the servers' own general logs.</summary>
internal sealed class StatementLog(LocalCluster servers)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // The logs are not emptied, since a read-only server of MySQL refuses that; and times are of no use, since MySQL writes those of
    // the session's time zone.
    private const string Beginning = "SELECT 'the log counts from here'";

    /// <summary>Begins to record; what came before does not count.</summary>
    public async Task StartAsync()
    {
        foreach (var server in servers.Servers.Where(server => server.IsRunning))
        {
            await servers.ExecuteAsync(server.Name, "SET GLOBAL log_output = 'TABLE'; SET GLOBAL general_log = 1", Token);
            await servers.ExecuteAsync(server.Name, Beginning, Token);
        }
    }

    /// <summary>What arrived, in order, on all servers that run.</summary>
    public async Task<IReadOnlyList<LoggedStatement>> ReadAsync()
    {
        var all = new List<LoggedStatement>();
        foreach (var server in servers.Servers.Where(server => server.IsRunning)) all.AddRange(await ReadAsync(server.Name));
        return [.. all.OrderBy(statement => statement.At)];
    }

    /// <summary>The servers on which a text ran, once for each time.</summary>
    public async Task<IReadOnlyList<string>> ServersOfAsync(string text) =>
        [.. (await ReadAsync()).Where(statement => statement.IsExecution && statement.Text == text).Select(statement => statement.Server)];

    private async Task<List<LoggedStatement>> ReadAsync(string server)
    {
        var all = new List<LoggedStatement>();
        var query = $"""
            SELECT CAST(UNIX_TIMESTAMP(event_time) * 1000000 AS SIGNED), thread_id, command_type, CONVERT(argument USING utf8mb4)
            FROM mysql.general_log WHERE user_host LIKE '%[app]%' OR argument = '{Beginning.Replace("'", "''", StringComparison.Ordinal)}'
            """;
        await using var connection = MySqlDriver.Find().Factory.CreateConnection()!;
        connection.ConnectionString = servers.AdminConnectionString(server);
        await connection.OpenAsync(Token);
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = query;
        await using var reader = await command.ExecuteReaderAsync(Token);
        while (await reader.ReadAsync(Token))
        {
            all.Add(new LoggedStatement(
                server,
                Convert.ToInt64(reader.GetValue(0), CultureInfo.InvariantCulture),
                Convert.ToInt64(reader.GetValue(1), CultureInfo.InvariantCulture),
                reader.GetString(2),
                reader.GetString(3)));
        }

        return all[(all.FindLastIndex(statement => statement.Text == Beginning) + 1)..];
    }
}
