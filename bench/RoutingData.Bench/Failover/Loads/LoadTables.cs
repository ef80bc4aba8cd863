using RoutingData.Testing;

namespace RoutingData.Bench.Failover.Loads;

/// <summary>What the load writes to and reads from.</summary>
internal static class LoadTables
{
    public const string Writes = "failover_writes";
    public const string Reads = "failover_reads";
    public const int Rows = 100;

    public static string NameOf(int id) => $"name of {id}";

    /// <summary>Makes them on the writer, and waits until every replica has them. Nothing in them keeps a row from being there twice.</summary>
    public static async Task CreateAsync(LocalCluster cluster, string database)
    {
        string[] statements =
        [
            $"CREATE TABLE {database}.{Writes} (id BIGINT AUTO_INCREMENT PRIMARY KEY, worker INT NOT NULL, number INT NOT NULL, server INT NOT NULL)",
            $"CREATE TABLE {database}.{Reads} (id INT PRIMARY KEY, name VARCHAR(64) NOT NULL)",
            $"INSERT INTO {database}.{Reads} VALUES {string.Join(", ", Enumerable.Range(0, Rows).Select(id => $"({id}, '{NameOf(id)}')"))}",
        ];
        foreach (var statement in statements) await cluster.ExecuteAsync(cluster.Writer.Name, statement);
        await cluster.WaitForReplicationAsync();
    }
}
