using System.Data;
using LinqToDB.Data;
using MySqlConnector;
using RoutingData.LibraryTests.Libraries;
using RoutingData.ServerTests.RoutedClusters;
using RoutingData.Testing;

namespace RoutingData.LibraryTests.Bulk;

/// <summary>LOAD DATA, by the driver's own bulk copy and by linq2db's, to the writer of the day.</summary>
public sealed class BulkCopyTests
{
    private const int Rows = 500;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task The_drivers_bulk_copy_goes_to_the_writer() => GoesToTheWriterAsync(async source =>
    {
        await using var connection = await source.OpenConnectionAsync(Token);
        var bulk = new MySqlBulkCopy(await connection.GetDriverConnectionAsync<MySqlConnection>(Token)) { DestinationTableName = "entry" };
        await bulk.WriteToServerAsync(Table(), Token);
    });

    [Fact]
    public Task The_drivers_bulk_copy_is_part_of_a_transaction() => GoesToTheWriterAsync(async source =>
    {
        await using var connection = await source.OpenConnectionAsync(Token);
        foreach (var commits in new[] { false, true })
        {
            await using var transaction = (RoutingDbTransaction)await connection.BeginTransactionAsync(Token);
            var bulk = new MySqlBulkCopy(
                await connection.GetDriverConnectionAsync<MySqlConnection>(Token), transaction.GetDriverTransaction<MySqlTransaction>())
            {
                DestinationTableName = "entry",
            };
            await bulk.WriteToServerAsync(Table(), Token);
            if (commits) await transaction.CommitAsync(Token);
            else await transaction.RollbackAsync(Token);
        }
    }, copies: 2);

    [Fact]
    public Task Linq2db_copies_as_the_driver_does_when_it_is_shown_the_drivers_connection() => GoesToTheWriterAsync(async source =>
    {
        await using var database = new DataConnection(new Linq2DbLibrary(source, new LocalClusterOptions().Flavor).Options);
        await database.BulkCopyAsync(
            new BulkCopyOptions { BulkCopyType = BulkCopyType.ProviderSpecific },
            Enumerable.Range(0, Rows).Select(number => new Entry { Worker = 1, Number = number }), Token);
    });

    private static async Task GoesToTheWriterAsync(Func<RoutingDbDataSource, Task> copy, int copies = 1)
    {
        await using var cluster = await LibraryCluster.StartAsync();
        var source = cluster.NewSource(options => options.ConnectionString += ";Allow Load Local Infile=true");
        await cluster.Log.StartAsync();
        await copy(source);
        Assert.Equal(Enumerable.Repeat("db001", copies), await LoadsAsync(cluster));

        await cluster.Servers.KillAsync("db001", Token);
        await cluster.Servers.PromoteAsync("db002", Token);
        await cluster.Log.StartAsync();
        await copy(source);

        Assert.Equal(Enumerable.Repeat("db002", copies), await LoadsAsync(cluster));
        Assert.Equal(2 * Rows, await cluster.Servers.NumberAsync("db002", "SELECT COUNT(*) FROM testdb.entry"));
    }

    private static async Task<IEnumerable<string>> LoadsAsync(RoutedCluster cluster) => (await cluster.Log.ReadAsync())
        .Where(statement => statement.IsExecution && statement.Text.StartsWith("LOAD DATA LOCAL", StringComparison.Ordinal)).Select(statement => statement.Server);

    private static DataTable Table()
    {
        var table = new DataTable { Columns = { { "id", typeof(long) }, { "worker", typeof(int) }, { "number", typeof(int) } } };
        for (var number = 0; number < Rows; number++) table.Rows.Add(DBNull.Value, 1, number);
        return table;
    }
}
