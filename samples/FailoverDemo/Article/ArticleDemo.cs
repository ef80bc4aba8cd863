using System.Data.Common;
using FailoverDemo.Reports;
using FailoverDemo.View;
using RoutingData;
using RoutingData.Testing;

namespace FailoverDemo.Article;

/// <summary>
/// What one tries first behind a new ProxySQL: the same two statements again and again, each on a connection of its own, and then the same with the
/// writer killed.
/// </summary>
internal sealed class ArticleDemo(RoutingDbDataSource dataSource, LocalCluster cluster, ServerNames names, Journal journal, Pace pace)
{
    private const int Inserts = 30;
    private const int BeforeTheKill = 10;

    private readonly string _read = $"SELECT {names.Sql}, NOW()";
    private readonly string _insert = $"INSERT INTO testdb.insert_test SELECT {names.Sql},now()";

    public async Task<IReadOnlyList<Check>> RunAsync(CancellationToken cancellationToken)
    {
        await dataSource.Monitor.WaitForAsync(topology => topology.IsComplete, TimeSpan.FromSeconds(5), cancellationToken);
        return
        [
            await ConnectAsync(cancellationToken),
            await InsertAsync(cancellationToken),
            .. await FailoverAsync(cancellationToken),
        ];
    }

    private async Task<Check> ConnectAsync(CancellationToken cancellationToken)
    {
        journal.Write($"Connect test: {_read}", isTitle: true);
        var answers = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < pace.Connects; i++)
        {
            var server = (string)(await ScalarAsync(_read, cancellationToken))!;
            answers[server] = answers.GetValueOrDefault(server) + 1;
        }

        return new Check("connect", "reads are spread over all three servers", answers.Count == cluster.Servers.Count, Told(answers));
    }

    private async Task<Check> InsertAsync(CancellationToken cancellationToken)
    {
        journal.Write($"Insert test: {Inserts} times {_insert}", isTitle: true);
        for (var i = 0; i < Inserts; i++) await ExecuteAsync(_insert, cancellationToken);
        var rows = await RowsAsync(cancellationToken);
        return new Check("insert", "every insert is on db001", rows is [("db001", Inserts)], Told(rows));
    }

    private async Task<IReadOnlyList<Check>> FailoverAsync(CancellationToken cancellationToken)
    {
        await ExecuteAsync("DELETE FROM testdb.insert_test", cancellationToken);
        journal.Write($"Failover test: the same, and db001 is killed after {BeforeTheKill}", isTitle: true);
        var (acknowledged, failover) = (0, Task.CompletedTask);
        for (var i = 0; i < Inserts; i++)
        {
            if (i == BeforeTheKill)
            {
                await KillAsync(cancellationToken);
                failover = PromoteAsync(cancellationToken);
            }

            try
            {
                await ExecuteAsync(_insert, cancellationToken);
                acknowledged++;
            }
            catch (DbException error)
            {
                journal.Write($"An insert failed: {error.Message}");
            }

            await Task.Delay(pace.Rest, cancellationToken);
        }

        await failover;
        var rows = await RowsAsync(cancellationToken);
        var written = rows.Sum(row => row.Rows);
        return
        [
            new Check("failover", "inserts go on on db002", rows.Select(row => row.Hostname).SequenceEqual(["db001", "db002"]), Told(rows)),
            new Check("failover", "no acknowledged row is missing", written >= acknowledged, $"{acknowledged} acknowledged, {written} there"),
            new Check("failover", "at most the insert in flight failed", acknowledged >= Inserts - 1, $"{Inserts - acknowledged} failed"),
        ];
    }

    private async Task KillAsync(CancellationToken cancellationToken)
    {
        // Replication is asynchronous: what is acknowledged has to be on db002 to be there after the kill.
        await cluster.WaitForReplicationAsync(cancellationToken);
        await cluster.KillAsync("db001", cancellationToken);
        journal.Write("db001 killed with SIGKILL");
    }

    // It is not the router that promotes, but an administrator, or a tool such as Orchestrator.
    private async Task PromoteAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(pace.PromoteAfter, cancellationToken);
        await cluster.PromoteAsync("db002", cancellationToken);
        journal.Write("db002 promoted");
    }

    private async Task<object?> ScalarAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // In a transaction, so on the writer: a reader may not have the last ones yet.
    private async Task<List<(string Hostname, int Rows)>> RowsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT hostname, COUNT(*) FROM testdb.insert_test GROUP BY hostname ORDER BY hostname";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<(string Hostname, int Rows)>();
        while (await reader.ReadAsync(cancellationToken)) rows.Add((reader.GetString(0), reader.GetInt32(1)));
        return rows;
    }

    private string Told(IEnumerable<KeyValuePair<string, int>> counts) => Told(counts.Select(count => (count.Key, count.Value)));

    private string Told(IEnumerable<(string Server, int Count)> counts)
    {
        var text = string.Join(", ", counts.Select(count => $"{count.Server} {count.Count}"));
        journal.Write(text);
        return text;
    }
}
