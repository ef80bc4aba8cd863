using System.Transactions;
using RoutingData.ServerTests.Failover;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Connections;

/// <summary>TransactionScope: one physical connection to the writer, whatever number of connections is opened in it (D05).</summary>
public sealed class TransactionScopeTests(RoutedCluster cluster) : IClassFixture<RoutedCluster>
{
    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    [Trait("Requirement", "D05")]
    [Trait("Requirement", "D03")]
    public async Task Sequential_opens_share_one_transaction_on_one_connection(bool async, bool complete)
    {
        await cluster.Servers.ExecuteAsync("db001", "DELETE FROM testdb.numbered", TestContext.Current.CancellationToken);
        await cluster.Log.StartAsync();
        using (var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
        {
            for (var i = 1; i <= 2; i++)
            {
                await using var connection = cluster.Source.CreateConnection();
                await connection.OpenAsync(async);
                await connection.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (77)");
                Assert.Equal(i, Convert.ToInt32(await connection.ScalarAsync(async, "SELECT COUNT(*) FROM numbered WHERE v = 77"), null));
            }

            if (complete) scope.Complete();
        }

        var log = await cluster.Log.ReadAsync();
        var own = log.Where(statement => statement.Text.Contains("77", StringComparison.Ordinal)).ToArray();
        Assert.Equal(4, own.Length);
        Assert.All(own, statement => Assert.Equal("db001", statement.Server));
        Assert.Single(own.Select(statement => statement.Thread).Distinct());
        Assert.DoesNotContain(log, statement => statement.Text.StartsWith("XA ", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(complete ? 2 : 0, await cluster.Servers.NumberAsync("db001", "SELECT COUNT(*) FROM testdb.numbered WHERE v = 77"));
    }

    [Fact]
    [Trait("Fault", "C10")]
    public async Task A_COMMIT_that_is_lost_as_the_scope_ends_claims_nothing()
    {
        var token = TestContext.Current.CancellationToken;
        var written = new TaskCompletionSource<string>();
        // Ends on a thread of its own: it waits for the lock.
        var isToEnd = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var work = Task.Run(WorkAsync, token);
        var id = await written.Task.WaitAsync(token);
        await cluster.Servers.BlockWritesAsync("db001", token);
        try
        {
            isToEnd.SetResult();
            await FailoverSteps.UntilAsync(
                async () => await cluster.Servers.NumberAsync(
                    "db001", $"SELECT COUNT(*) FROM information_schema.processlist WHERE id = {id} AND info LIKE '%commit%'") > 0,
                "the COMMIT waits");
            await cluster.Servers.ExecuteAsync("db001", $"KILL {id}", token);
            var error = await Record.ExceptionAsync(() => work);
            Assert.NotNull(error);
            for (var one = error; one is not null; one = one.InnerException)
            {
                Assert.IsNotType<RoutingDbException>(one);
                Assert.Null(one.Data["RoutingData.Outcome"]);
            }
        }
        finally
        {
            await cluster.Servers.UnblockWritesAsync("db001");
        }

        async Task WorkAsync()
        {
            using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
            await using var connection = await cluster.OpenAsync(async: true);
            await connection.ExecuteAsync(async: true, "INSERT INTO numbered (v) VALUES (78)");
            written.SetResult(await connection.TextAsync(async: true, "SELECT CONNECTION_ID()"));
            await isToEnd.Task;
            scope.Complete();
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D05")]
    public async Task After_the_scope_reads_go_to_readers_again(bool async)
    {
        await using var connection = cluster.Source.CreateConnection();
        using (var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
        {
            await connection.OpenAsync(async);
            Assert.Equal("db001", cluster.NameOf(await connection.ScalarAsync(async, "SELECT @@server_id")));
            scope.Complete();
            await connection.CloseAsync(async);
        }

        await connection.OpenAsync(async);
        Assert.NotEqual("db001", cluster.NameOf(await connection.ScalarAsync(async, "SELECT @@server_id")));
    }
}
