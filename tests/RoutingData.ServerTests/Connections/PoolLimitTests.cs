using System.Diagnostics;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Connections;

/// <summary>Pools of one connection: sessions wait for each other, never for ever (D42).</summary>
public sealed class PoolLimitTests(RoutedCluster cluster) : IClassFixture<RoutedCluster>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D42")]
    public async Task Sessions_that_need_a_reader_and_the_writer_by_turns_never_lock_each_other_out(bool async)
    {
        await using var source = cluster.NewSource(options => options.ConnectionString += ";Maximum Pool Size=1");
        var done = await Task.WhenAll(Enumerable.Range(0, 6).Select(worker => Task.Run(async () =>
        {
            await using var connection = source.CreateConnection();
            await connection.OpenAsync(async);
            for (var i = 0; i < 20; i++)
            {
                var write = (i + worker) % 2 == 0;
                if (write) await connection.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (1)");
                else await connection.ScalarAsync(async, "SELECT COUNT(*) FROM keyed");
            }

            return 20;
        })));

        Assert.Equal(120, done.Sum());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D42")]
    public async Task A_session_that_finds_the_pool_exhausted_waits_as_long_as_its_command_and_works_afterwards(bool async)
    {
        await using var source = cluster.NewSource(options => options.ConnectionString += ";Maximum Pool Size=1");
        await using var first = source.CreateConnection();
        await using var second = source.CreateConnection();
        await first.OpenAsync(async);
        await second.OpenAsync(async);
        var transaction = await first.BeginAsync(async);
        await using var write = second.Command("INSERT INTO numbered (v) VALUES (2)");
        write.CommandTimeout = 1;
        var begun = Stopwatch.GetTimestamp();

        var error = await Assert.ThrowsAsync<RoutingDbException>(() => write.ScalarAsync(async));

        Assert.Equal(StatementOutcome.NotExecuted, error.Outcome);
        Assert.True(error.IsTransient);
        Assert.Contains(cluster.Servers["db001"].Address.ToString(), error.Message, StringComparison.Ordinal);
        Assert.InRange(Stopwatch.GetElapsedTime(begun).TotalSeconds, 0.9, 10);
        Assert.NotNull(await second.ScalarAsync(async, "SELECT 1"));

        await transaction.CommitAsync(async);
        await first.CloseAsync(async);
        await write.ScalarAsync(async);
    }
}
