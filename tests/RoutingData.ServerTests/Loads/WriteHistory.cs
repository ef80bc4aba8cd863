using System.Data.Common;
using RoutingData.Monitor;
using RoutingData.Testing;

namespace RoutingData.ServerTests.Loads;

/// <summary>
/// Compares what callers were told with the table of the writer that is left: nothing acknowledged may be missing, nothing may be there
/// twice, and nothing that the caller was told did not run may be there at all.
/// </summary>
internal sealed class WriteHistory
{
    private readonly Dictionary<(int Worker, int Number), int> _rows = [];
    private readonly HashSet<int> _servers = [];

    /// <summary>The servers on which the writes that are left were executed, by their @@server_id.</summary>
    public IReadOnlySet<int> Servers => _servers;

    public static async Task<WriteHistory> ReadAsync(LocalCluster cluster, string server)
    {
        var history = new WriteHistory();
        await using var connection = MySqlDriver.Find().Factory.CreateConnection()!;
        connection.ConnectionString = cluster.AdminConnectionString(server);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = "SELECT worker, number, server FROM testdb.writes";
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            var key = (reader.GetInt32(0), reader.GetInt32(1));
            history._rows[key] = history._rows.GetValueOrDefault(key) + 1;
            history._servers.Add(reader.GetInt32(2));
        }

        return history;
    }

    /// <summary>Fails with everything that does not agree.</summary>
    public void AssertAgreesWith(IReadOnlyCollection<WriteOutcome> writes)
    {
        var told = writes.ToDictionary(write => (write.Worker, write.Number));
        var wrong = new List<string>();
        foreach (var (key, write) in told)
        {
            var rows = _rows.GetValueOrDefault(key);
            if (write.IsAcknowledged && rows == 0) wrong.Add($"{key} was acknowledged and is lost");
            if (rows > 1) wrong.Add($"{key} is there {rows} times");
            if (!write.IsAcknowledged && !write.IsUnknown && rows > 0)
                wrong.Add($"{key} is there, and its caller was told: {write.Error!.Message}");
        }

        wrong.AddRange(_rows.Keys.Where(key => !told.ContainsKey(key)).Select(key => $"{key} is there and nobody wrote it"));
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }
}
