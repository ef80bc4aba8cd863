using System.Text;
using MySqlConnector;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.LibraryTests.Bulk;

/// <summary>LOAD DATA by the driver's <see cref="MySqlBulkLoader"/>, from a file and from a stream, to the writer of the day.</summary>
public sealed class BulkLoaderTests : IDisposable
{
    private const int Rows = 500;

    private readonly string _file = Path.GetTempFileName();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_goes_to_the_writer_before_and_after_a_failover(bool ofFile)
    {
        await File.WriteAllTextAsync(_file, Lines(), Token);
        await using var cluster = await LibraryCluster.StartAsync();
        var source = cluster.NewSource(options => options.ConnectionString += ";Allow Load Local Infile=true");
        await cluster.Log.StartAsync();

        Assert.Equal(Rows, await LoadAsync(source, ofFile));
        Assert.Equal(["db001"], await LoadsAsync(cluster));
        await cluster.Servers.KillAsync("db001", Token);
        await cluster.Servers.PromoteAsync("db002", Token);
        await cluster.Log.StartAsync();
        Assert.Equal(Rows, await LoadAsync(source, ofFile));

        Assert.Equal(["db002"], await LoadsAsync(cluster));
        Assert.Equal(2 * Rows, await cluster.Servers.NumberAsync("db002", "SELECT COUNT(*) FROM testdb.entry"));
    }

    [Fact]
    public async Task A_load_that_its_writer_does_not_survive_is_an_error_and_the_connection_goes_on_with_the_next_writer()
    {
        await using var cluster = await LibraryCluster.StartAsync();
        var source = cluster.NewSource(options => options.ConnectionString += ";Allow Load Local Infile=true");
        await using var connection = await source.OpenConnectionAsync(Token);
        var underWay = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        await using var slow = new PausingStream(Encoding.UTF8.GetBytes(Lines()), underWay, goOn.Task);
        var loader = Loader(await connection.GetDriverConnectionAsync<MySqlConnection>(Token));
        loader.SourceStream = slow;

        var loading = loader.LoadAsync(Token);
        await underWay.Task.WaitAsync(Token);
        await cluster.Servers.KillAsync("db001", Token);
        goOn.SetResult();

        await Assert.ThrowsAnyAsync<Exception>(() => loading);
        await cluster.Servers.PromoteAsync("db002", Token);
        await connection.CloseAsync();
        Assert.Equal(0, await cluster.Servers.NumberAsync("db002", "SELECT COUNT(*) FROM testdb.entry"));
        await connection.OpenAsync(Token);
        loader = Loader(await connection.GetDriverConnectionAsync<MySqlConnection>(Token));
        loader.SourceStream = new MemoryStream(Encoding.UTF8.GetBytes(Lines()));
        Assert.Equal(Rows, await loader.LoadAsync(Token));
        Assert.Equal(Rows, await cluster.Servers.NumberAsync("db002", "SELECT COUNT(*) FROM testdb.entry"));
    }

    public void Dispose() => File.Delete(_file);

    private static string Lines() => string.Concat(Enumerable.Range(0, Rows).Select(number => $"1,{number}\n"));

    private async Task<int> LoadAsync(RoutingDbDataSource source, bool ofFile)
    {
        await using var connection = await source.OpenConnectionAsync(Token);
        var loader = Loader(await connection.GetDriverConnectionAsync<MySqlConnection>(Token));
        if (ofFile) loader.FileName = _file;
        else loader.SourceStream = new MemoryStream(Encoding.UTF8.GetBytes(Lines()));
        return await loader.LoadAsync(Token);
    }

    private static MySqlBulkLoader Loader(MySqlConnection connection) =>
        new(connection) { TableName = "entry", FieldTerminator = ",", Local = true, Columns = { "worker", "number" } };

    private static async Task<IEnumerable<string>> LoadsAsync(RoutedCluster cluster) => (await cluster.Log.ReadAsync())
        .Where(statement => statement.IsExecution && statement.Text.StartsWith("LOAD DATA LOCAL", StringComparison.Ordinal)).Select(statement => statement.Server);
}
