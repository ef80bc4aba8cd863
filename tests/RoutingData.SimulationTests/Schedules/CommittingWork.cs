using System.Data.Common;
using RoutingData.Testing;

namespace RoutingData.SimulationTests.Schedules;

/// <summary>What may commit before the application says so, or leave a transaction open though it believes otherwise: DDL, procedures, prepared
/// texts, autocommit, texts of several statements that fail in the middle or are not read to their end.</summary>
internal sealed class CommittingWork(int session, Random random, RoutingDbDataSource dataSource, CallLog calls, SimulatedClock clock)
{
    /// <summary>Makes what it needs.</summary>
    public static void Make(SimulatedCluster cluster)
    {
        cluster.Execute("db001", "CREATE TABLE scratch (n INT)");
        cluster.AddProcedure("pay", "INSERT INTO writes (n) VALUES (?); COMMIT");
        cluster.AddProcedure("note", "INSERT INTO writes (n) VALUES (?)");
    }

    /// <summary>One call; whether the connection is as good as before.</summary>
    public Task<bool> RunAsync(RoutingDbConnection connection) => random.Next(9) switch
    {
        0 or 1 => calls.RunAsync(session, CallKind.RetriedTransaction, 3, call => RetryAsync(call)),
        2 => calls.RunAsync(session, CallKind.Code, 1, call => ExecuteAsync(connection, CodeOf(call.Numbers[0]))),
        3 => calls.RunAsync(session, CallKind.StubbornTransaction, 2, call => InsistAsync(connection, call.Numbers)),
        4 => calls.RunAsync(session, CallKind.BrokenText, 2, call => ReadBrokenTextAsync(connection, call.Numbers)),
        5 => calls.RunAsync(session, CallKind.WithoutAutocommit, 2, call => WithoutAutocommitAsync(connection, call.Numbers)),
        6 => calls.RunAsync(session, CallKind.PreparedText, 1, call => PrepareAsync(connection, call.Numbers[0])),
        7 => calls.RunAsync(session, CallKind.Transaction, 2, call => SaveAsync(connection, call.Numbers)),
        _ => calls.RunAsync(session, CallKind.BrokenSetting, 0, call => ReadBrokenSettingAsync(connection)),
    };

    // The loop of docs/failover.md, to the letter.
    private async Task RetryAsync(Call call)
    {
        var code = random.Next(8);
        var pauses = Enumerable.Range(0, 3).Select(_ => TimeSpan.FromMilliseconds(random.Next(60))).ToArray();
        for (var tries = 1; ; tries++)
        {
            try
            {
                await using var connection = await dataSource.OpenConnectionAsync();
                await using var transaction = await connection.BeginTransactionAsync();
                await ExecuteAsync(connection, Insert(call.Numbers[0]), transaction);
                await Task.Delay(pauses[0], clock);
                await RunCodeAsync(connection, transaction, code, call.Numbers[1]);
                await Task.Delay(pauses[1], clock);
                await ExecuteAsync(connection, Insert(call.Numbers[2]), transaction);
                await Task.Delay(pauses[2], clock);
                await transaction.CommitAsync();
                return;
            }
            catch (RoutingDbException error) when (error.IsTransient && tries < 3)
            {
            }
        }
    }

    private async Task RunCodeAsync(RoutingDbConnection connection, DbTransaction transaction, int code, int number)
    {
        var text = code switch
        {
            0 => $"{Insert(number)}; TRUNCATE TABLE scratch",
            1 => $"{Insert(number)}; CREATE TABLE IF NOT EXISTS scratch (n INT)",
            2 => $"CALL pay({number})",
            3 => $"CALL note({number})",
            4 => $"{Insert(number)}; COMMIT",
            5 => $"{Insert(number)}; BEGIN",
            6 => $"PREPARE s FROM 'INSERT INTO writes (n) VALUES (?)'; SET @n = {number}; EXECUTE s USING @n",
            _ => Save(number),
        };
        await ExecuteAsync(connection, text, transaction);
    }

    private string CodeOf(int number) => random.Next(3) switch
    {
        0 => $"CALL pay({number})",
        1 => $"CALL note({number})",
        _ => Save(number),
    };

    // One that is told that its transaction is rolled back, and commits all the same: nothing may come of it.
    private async Task InsistAsync(RoutingDbConnection connection, IReadOnlyList<int> numbers)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        try
        {
            foreach (var number in numbers)
            {
                await ExecuteAsync(connection, Insert(number), transaction);
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(60)), clock);
            }

            await transaction.CommitAsync();
        }
        catch (DbException error) when (Claim.Of(error) == StatementOutcome.RolledBack)
        {
            try
            {
                await transaction.CommitAsync();
            }
            catch (Exception)
            {
                // As it should be.
            }

            throw;
        }
    }

    // Its transaction is left open by the statement in the middle; then the application goes on with it, and commits.
    private async Task ReadBrokenTextAsync(RoutingDbConnection connection, IReadOnlyList<int> numbers)
    {
        var stopsEarly = random.Next(2) == 0;
        var text = stopsEarly
            ? $"BEGIN; {Insert(numbers[0])}; SELECT 1; SELECT n FROM nosuch; COMMIT"
            : $"BEGIN; {Insert(numbers[0])}; SELECT 1; SELECT 2; SELECT n FROM nosuch; COMMIT";
        try
        {
            await using (var reader = await ReaderAsync(connection, text))
            {
                while (await reader.ReadAsync())
                {
                }

                if (!stopsEarly)
                {
                    while (await reader.NextResultAsync())
                    {
                    }
                }
            }
        }
        catch (SimulatedDbException refusal) when (refusal.Number == 1146)
        {
            // The application looks at the error, and knows that there was no COMMIT.
        }

        await Task.Delay(TimeSpan.FromMilliseconds(random.Next(200)), clock);
        await ExecuteAsync(connection, Insert(numbers[1]));
        await Task.Delay(TimeSpan.FromMilliseconds(random.Next(60)), clock);
        await ExecuteAsync(connection, "COMMIT");
    }

    private async Task WithoutAutocommitAsync(RoutingDbConnection connection, IReadOnlyList<int> numbers)
    {
        await ExecuteAsync(connection, "SET autocommit = 0");
        foreach (var number in numbers)
        {
            await ExecuteAsync(connection, Insert(number));
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(60)), clock);
        }

        if (random.Next(2) == 0) await ExecuteAsync(connection, "COMMIT");
        await ExecuteAsync(connection, "SET autocommit = 1");
    }

    private async Task PrepareAsync(RoutingDbConnection connection, int number)
    {
        await ExecuteAsync(connection, "PREPARE s FROM 'INSERT INTO writes (n) VALUES (?)'");
        await ExecuteAsync(connection, $"SET @n = {number}");
        await ExecuteAsync(connection, $"EXECUTE s USING @n /* ({number}) */");
    }

    // As EF Core's providers write inside a transaction: autocommit is on already, and nothing is committed by that.
    private async Task SaveAsync(RoutingDbConnection connection, IReadOnlyList<int> numbers)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var number in numbers)
        {
            await using (var reader = await ReaderAsync(connection, Save(number), transaction))
            {
                await reader.ReadAsync();
                if (random.Next(2) == 0) await reader.NextResultAsync();
            }

            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(60)), clock);
        }

        await transaction.CommitAsync();
    }

    private async Task ReadBrokenSettingAsync(RoutingDbConnection connection)
    {
        var text = random.Next(3) switch
        {
            0 => "SELECT 1; SET time_zone = '+01:00', nosuch = 1",
            1 => "SELECT 1; USE nosuchdb",
            _ => "SELECT 1; SELECT n FROM nosuch; SET autocommit = 0",
        };
        try
        {
            await using var reader = await ReaderAsync(connection, text);
            while (random.Next(3) != 0 && await reader.NextResultAsync())
            {
            }
        }
        catch (SimulatedDbException refusal) when (refusal.Number is 1146 or 1193 or 1049)
        {
        }
    }

    private static string Insert(int number) => $"INSERT INTO writes (n) VALUES ({number})";

    private static string Save(int number) =>
        $"SET AUTOCOMMIT = 1; {Insert(number)}; SELECT id FROM writes WHERE ROW_COUNT() = 1 AND id = LAST_INSERT_ID()";

    private static async Task<DbDataReader> ReaderAsync(RoutingDbConnection connection, string text, DbTransaction? transaction = null)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = text;
        command.Transaction = transaction;
        return await command.ExecuteReaderAsync();
    }

    private async Task ExecuteAsync(RoutingDbConnection connection, string text, DbTransaction? transaction = null)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = text;
        command.Transaction = transaction;
        try
        {
            await command.ExecuteNonQueryAsync();
        }
        catch (DbException error) when (SessionBelief.CheckClaim(connection, calls.LastOf(session), error))
        {
            throw;
        }
    }
}
