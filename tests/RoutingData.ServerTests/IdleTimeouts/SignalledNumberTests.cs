using System.Data;
using System.Data.Common;
using RoutingData.Monitor;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.IdleTimeouts;

/// <summary>Numbers with which a server says goodbye, said by the application's own code, or meaning something else on the other
/// flavor.</summary>
[Trait("Fault", "S9")]
public sealed class SignalledNumberTests(RoutedCluster cluster) : IClassFixture<RoutedCluster>
{
    [Theory]
    [InlineData(1053, true)]
    [InlineData(1053, false)]
    [InlineData(1927, true)]
    [InlineData(1927, false)]
    [InlineData(3032, true)]
    [InlineData(3032, false)]
    [InlineData(1042, true)]
    [InlineData(1042, false)]
    public async Task A_signalled_goodbye_is_an_answer_like_any_other(int number, bool async)
    {
        await using var connection = cluster.Source.CreateConnection();
        await connection.OpenAsync(async);
        var transaction = await connection.BeginAsync(async);
        await connection.ExecuteAsync(async, $"INSERT INTO numbered (v) VALUES ({number})", transaction);

        var error = await Assert.ThrowsAnyAsync<DbException>(
            () => connection.ExecuteAsync(async, $"SIGNAL SQLSTATE '45000' SET MYSQL_ERRNO = {number}, MESSAGE_TEXT = 'ours'", transaction));
        Assert.Equal(number, ServerError.NumberOf(error));
        Assert.IsNotType<RoutingDbException>(error);
        Assert.Equal(ConnectionState.Open, connection.State);

        await transaction.CommitAsync(async);
        Assert.True(await cluster.Servers.NumberAsync("db001", $"SELECT COUNT(*) FROM testdb.numbered WHERE v = {number}") > 0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task MariaDbs_4031_about_triggers_is_its_answer(bool async)
    {
        Assert.SkipUnless(cluster.Servers.Flavor == ServerFlavor.MariaDb, "4031 of MySQL is its goodbye to an idle connection.");
        await using var connection = cluster.Source.CreateConnection();
        await connection.OpenAsync(async);

        var error = await Assert.ThrowsAnyAsync<DbException>(
            () => connection.ExecuteAsync(async, "SIGNAL SQLSTATE '45000' SET MYSQL_ERRNO = 4031, MESSAGE_TEXT = 'as of a trigger'"));
        Assert.Equal(4031, ServerError.NumberOf(error));
        Assert.IsNotType<RoutingDbException>(error);
    }
}
