using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.RuleEffects;

/// <summary>A rule that replaces the text, with each way to run a command: it runs once, is readable, and the next statement works.</summary>
[Trait("Fault", "A5")]
public sealed class RewrittenTextTests(RoutedCluster cluster) : IClassFixture<RoutedCluster>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, bool, bool> Ways
    {
        get
        {
            var ways = new TheoryData<string, bool, bool>();
            foreach (var way in new[] { "NonQuery", "Scalar", "Reader", "Prepared", "Batch" })
            {
                foreach (var timeout in new[] { false, true })
                {
                    ways.Add(way, timeout, true);
                    ways.Add(way, timeout, false);
                }
            }

            return ways;
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_rewritten_write_runs_once_and_the_session_goes_on(string way, bool withTimeout, bool async)
    {
        await cluster.Servers.ExecuteAsync("db001", "DELETE FROM testdb.numbered", Token);
        await using var source = cluster.NewSource(options => options.QueryRules =
        [
            new QueryRuleOptions { RuleId = 1, MatchPattern = "old_table", ReplacePattern = "numbered", Timeout = withTimeout ? 20_000 : null, Apply = true },
        ]);
        await using var connection = source.CreateConnection();
        await connection.OpenAsync(async);
        Assert.SkipWhen(way == "Batch" && !connection.CanCreateBatch, "The driver has no batches.");
        const string text = "INSERT INTO old_table (v) VALUES (1); SELECT COUNT(*) FROM numbered";
        await using var command = connection.Command(way == "Prepared" ? "INSERT INTO old_table (v) VALUES (1)" : text);
        for (var times = 1; times <= 2; times++)
        {
            switch (way)
            {
                case "NonQuery":
                    await BothWorlds.RunAsync(async, () => command.ExecuteNonQueryAsync(Token), command.ExecuteNonQuery);
                    break;
                case "Scalar":
                    Assert.Equal(times, Convert.ToInt32(await command.ScalarAsync(async), null));
                    break;
                case "Prepared":
                    if (times == 1) await BothWorlds.RunAsync(async, () => command.PrepareAsync(Token), command.Prepare);
                    await BothWorlds.RunAsync(async, () => command.ExecuteNonQueryAsync(Token), command.ExecuteNonQuery);
                    break;
                case "Reader":
                    await using (var reader = await BothWorlds.RunAsync(async, () => command.ExecuteReaderAsync(Token), command.ExecuteReader))
                    {
                        Assert.True(await BothWorlds.RunAsync(async, () => reader.ReadAsync(Token), reader.Read));
                        Assert.Equal(times, reader.GetInt32(0));
                        Assert.Equal(text, command.CommandText);
                    }

                    break;
                default:
                    await using (var batch = connection.CreateBatch())
                    {
                        var one = batch.CreateBatchCommand();
                        one.CommandText = text;
                        batch.BatchCommands.Add(one);
                        await using var reader = await BothWorlds.RunAsync(async, () => batch.ExecuteReaderAsync(Token), () => batch.ExecuteReader());
                        Assert.True(await BothWorlds.RunAsync(async, () => reader.ReadAsync(Token), reader.Read));
                        Assert.Equal((times, text), (reader.GetInt32(0), one.CommandText));
                    }

                    break;
            }

            Assert.Equal(times, Convert.ToInt32(await connection.ScalarAsync(async, "SELECT COUNT(*) FROM numbered FOR UPDATE"), null));
        }

        Assert.Equal(30, command.CommandTimeout);
        command.CommandText = "SELECT 7";
        Assert.Equal(7, Convert.ToInt32(await command.ScalarAsync(async), null));
    }
}
