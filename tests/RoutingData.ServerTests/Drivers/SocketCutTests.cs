using System.Data.Common;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using RoutingData.Monitor;
using RoutingData.ServerTests.Failover;
using RoutingData.ServerTests.RoutedClusters;
using RoutingData.Testing;
using RoutingData.Tests.Drivers;

namespace RoutingData.ServerTests.Drivers;

/// <summary>The socket that is found through a driver's private fields is the connection's own, and shutting it down ends what waits on it, in
/// every version of the driver that the tests run on.</summary>
[Trait("Fault", "R1")]
[Trait("Fault", "R3")]
public sealed class SocketCutTests : IAsyncLifetime
{
    // The last row comes a minute after the others.
    private const int RowsAtOnce = 300;
    private const string Rows =
        "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 310) " +
        "SELECT n, REPEAT('x', 10000), IF(n > 300, SLEEP(60), 0) FROM numbers";

    private LocalCluster _cluster = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, bool, bool> Drivers
    {
        get
        {
            var data = new TheoryData<string, bool, bool>();
            var chosen = MySqlDriver.Find().Name + "-";
            foreach (var name in LoadedDriver.Names.Select(row => row.Data).Where(name => name.StartsWith(chosen, StringComparison.Ordinal)))
            {
                foreach (var tls in new[] { false, true })
                {
                    foreach (var async in new[] { false, true }) data.Add(name, tls, async);
                }
            }

            return data;
        }
    }

    public async ValueTask InitializeAsync() =>
        _cluster = await LocalCluster.StartAsync(new LocalClusterOptions { Replicas = 0, Tls = true }, Token);

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task The_socket_is_the_connections_and_cutting_it_ends_a_read_on_a_hung_server(string name, bool tls, bool async)
    {
        var driver = LoadedDriver.Load(name);
        var cut = driver.SocketCut!;
        await using var connection = driver.Factory.CreateConnection()!;
        connection.ConnectionString = ConnectionString(tls);
        await connection.OpenAsync(async);
        Assert.Equal(tls, await IsEncryptedAsync(connection, async));

        var socket = Assert.IsType<Socket>(cut.SocketOf(connection));
        Assert.Equal(_cluster.Writer.Address, AddressOf(socket.RemoteEndPoint));
        Assert.Equal(await PortAtServerAsync(connection, async), ((IPEndPoint)socket.LocalEndPoint!).Port);

        await using var command = connection.Command(Rows);
        command.CommandTimeout = 0;
        var read = 0;
        var reading = BothWorlds.RunAsync(async, ReadAllAsync, ReadAll);
        await FailoverSteps.UntilAsync(() => Task.FromResult(Volatile.Read(ref read) > 0), "rows are read");
        await _cluster.PauseAsync("db001", Token);
        var last = -1;
        await FailoverSteps.UntilAsync(() => Task.FromResult(last == (last = Volatile.Read(ref read)) && socket.Available == 0), "the read waits");
        Assert.False(reading.IsCompleted);

        cut.Cut(socket);
        cut.Cut(socket);

        await Assert.ThrowsAnyAsync<Exception>(() => reading.WaitAsync(TimeSpan.FromSeconds(10), Token));
        Assert.InRange(read, 1, RowsAtOnce);
        await _cluster.ResumeAsync("db001", Token);

        async Task<bool> ReadAllAsync()
        {
            await using var rows = await command.ExecuteReaderAsync(Token);
            while (await rows.ReadAsync(Token)) Check(rows);
            return true;
        }

        bool ReadAll()
        {
            using var rows = command.ExecuteReader();
            while (rows.Read()) Check(rows);
            return true;
        }

        void Check(DbDataReader rows) =>
            Assert.Equal(Interlocked.Increment(ref read), Convert.ToInt32(rows.GetValue(0), CultureInfo.InvariantCulture));
    }

    private string ConnectionString(bool tls)
    {
        var builder = new DbConnectionStringBuilder { ConnectionString = _cluster.Writer.ConnectionString, ["Pooling"] = false };
        if (tls) return builder.ConnectionString;
        builder["SslMode"] = "Disabled";
        if (_cluster.Flavor == ServerFlavor.MySql) builder["AllowPublicKeyRetrieval"] = true;
        return builder.ConnectionString;
    }

    private static async Task<bool> IsEncryptedAsync(DbConnection connection, bool async)
    {
        await using var command = connection.Command("SHOW SESSION STATUS LIKE 'Ssl_cipher'");
        await using var rows = await BothWorlds.RunAsync(async, () => command.ExecuteReaderAsync(Token), command.ExecuteReader);
        return await BothWorlds.RunAsync(async, () => rows.ReadAsync(Token), rows.Read) && rows.GetString(1).Length > 0;
    }

    private static async Task<int> PortAtServerAsync(DbConnection connection, bool async) => int.Parse(
        await connection.TextAsync(async, "SELECT SUBSTRING_INDEX(host, ':', -1) FROM information_schema.processlist WHERE id = CONNECTION_ID()"),
        CultureInfo.InvariantCulture);

    private static ServerAddress AddressOf(EndPoint? endpoint) => endpoint is IPEndPoint { Address: var address, Port: var port }
        ? new ServerAddress((address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString(), port)
        : default;
}
