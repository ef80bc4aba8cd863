using System.Data.Common;
using System.Runtime.CompilerServices;
using RoutingData.Monitor;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Connections;

/// <summary>A reader lives as long as it is read, and a driver's connection as long as it is used, though nothing refers to the connection that
/// they came from any more: helpers return only those, and with a bare driver they may.</summary>
[Trait("Fault", "B1")]
public sealed class UnreferencedConnectionTests(RoutedCluster cluster) : IClassFixture<RoutedCluster>
{
    private const int Rows = 4000;
    private const string Numbers =
        "SELECT a.v * 1000 + b.v * 100 + c.v * 10 + d.v + 1 AS n, REPEAT('x', 500) FROM " +
        "(SELECT 0 v UNION SELECT 1 UNION SELECT 2 UNION SELECT 3) a, " + Digits + " b, " + Digits + " c, " + Digits + " d ORDER BY n";

    private const string Digits =
        "(SELECT 0 v UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6 UNION SELECT 7 UNION SELECT 8 UNION SELECT 9)";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, true)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public async Task Reader_that_alone_is_referenced_delivers_every_row(bool bare, bool async)
    {
        var source = bare ? MySqlDriver.Find().Factory.CreateDataSource(cluster.Servers.Writer.ConnectionString) : cluster.Source;
        await using var reader = ReaderOf(source);
        var read = 0;
        while (await BothWorlds.RunAsync(async, () => reader.ReadAsync(Token), reader.Read))
        {
            Assert.Equal(++read, Convert.ToInt32(reader.GetValue(0), null));
            if (read % 400 == 10) Collect();
        }

        Assert.Equal(Rows, read);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Drivers_connection_that_alone_is_referenced_goes_on(bool async)
    {
        var driver = DriverConnectionOf(cluster.Source);
        var id = await driver.TextAsync(async, "SELECT CONNECTION_ID()");
        for (var i = 0; i < 10; i++)
        {
            Collect();
            Assert.Equal(id, await driver.TextAsync(async, "SELECT CONNECTION_ID()"));
        }

        await driver.DisposeAsync();
    }

    [Fact]
    public async Task Connection_that_nothing_uses_any_more_gives_its_place_back()
    {
        var source = cluster.NewSource(options => options.ConnectionString += ";Maximum Pool Size=4");
        for (var i = 0; i < 12; i++)
        {
            Abandon(source);
            Collect();
        }

        await using var connection = await source.OpenConnectionAsync(Token);
        Assert.NotNull(await connection.ScalarAsync(async: true, "SELECT 1"));

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void Abandon(RoutingDbDataSource source)
        {
            var reader = ReaderOf(source);
            Assert.True(reader.Read());
        }
    }

    // Nothing of these two may be on the stack, nor in a state machine, while the rows are read.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static DbDataReader ReaderOf(DbDataSource source)
    {
        var connection = source.CreateConnection();
        connection.Open();
        var command = connection.CreateCommand();
        command.CommandText = Numbers;
        return command.ExecuteReader();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static DbConnection DriverConnectionOf(RoutingDbDataSource source)
    {
        var connection = source.CreateConnection();
        connection.Open();
        return connection.GetDriverConnection<DbConnection>();
    }

    private static void Collect()
    {
        for (var i = 0; i < 2; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }
}
