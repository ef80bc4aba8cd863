using System.Data;
using RoutingData.Testing;

namespace RoutingData.SimulationTests.Schedules;

/// <summary>A session of an exactly-once run: it writes, and runs a transaction again where it is told that nothing of it is there.</summary>
internal sealed class MarkedSession(int id, int seed, RoutingDbDataSource source, SimulatedClock clock, List<MarkedCall> calls, bool byScope)
{
    private const int MostAttempts = 30;

    private readonly Random _random = new(seed);
    private int _last;

    public async Task RunAsync()
    {
        using var scope = byScope ? RoutingScope.ExactlyOnce() : null;
        await using var connection = await source.OpenConnectionAsync();
        for (var left = _random.Next(10, 30); left > 0; left--)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(_random.Next(3) == 0 ? 300 : 15)), clock);
            var inTransaction = _random.Next(3) == 0;
            var call = new MarkedCall(id, [.. Enumerable.Range(0, inTransaction ? _random.Next(1, 4) : 1).Select(_ => (id * 10_000) + ++_last)], inTransaction);
            calls.Add(call);
            try
            {
                if (inTransaction && _random.Next(3) == 0)
                {
                    // It opens its own, and one that holds a connection while it waits for another one may wait for itself.
                    await connection.CloseAsync();
                    await WorkAsync(call);
                }
                else if (inTransaction) await TransactAsync(connection, call);
                else await WriteAsync(connection, call);
            }
            catch (Exception exception)
            {
                call.Error = exception;
            }

            if (connection.State == ConnectionState.Closed)
            {
                await connection.OpenAsync();
            }
            else if (connection.State != ConnectionState.Open || _random.Next(5) == 0)
            {
                await connection.CloseAsync();
                await connection.OpenAsync();
            }
        }
    }

    private async Task WriteAsync(RoutingDbConnection connection, MarkedCall call)
    {
        call.Attempts = 1;
        await using var command = connection.CreateCommand();
        if (_random.Next(4) == 0)
        {
            // Its rows are held until its COMMIT is answered.
            command.CommandText = $"INSERT INTO writes (n) VALUES ({call.Numbers[0]}); SELECT LAST_INSERT_ID()";
            call.Key = Convert.ToInt64(await command.ExecuteScalarAsync());
            call.Affected = 1;
            return;
        }

        command.CommandText = _random.Next(3) switch
        {
            0 => $"INSERT INTO writes (n) VALUES ({call.Numbers[0]});",
            1 => $"INSERT INTO writes (n) VALUES ({call.Numbers[0]}) -- one",
            _ => $"INSERT INTO writes (n) VALUES ({call.Numbers[0]})",
        };
        if (_random.Next(4) == 0) await command.PrepareAsync();
        call.Affected = await command.ExecuteNonQueryAsync();
        if (_random.Next(2) == 0) call.Key = await KeyAsync(connection);
    }

    private static async Task<long?> KeyAsync(RoutingDbConnection connection)
    {
        try
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT LAST_INSERT_ID()";
            return Convert.ToInt64(await command.ExecuteScalarAsync());
        }
        catch (RoutingDbException)
        {
            // Lost with a connection that broke since.
            return null;
        }
    }

    // As an application that leaves it to the scope.
    private Task WorkAsync(MarkedCall call) => RoutingScope.ExactlyOnce(
        async () =>
        {
            call.Attempts++;
            call.Affected = 0;
            await using var connection = await source.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            foreach (var number in call.Numbers)
            {
                await using var command = connection.CreateCommand();
                (command.CommandText, command.Transaction) = ($"INSERT INTO writes (n) VALUES ({number})", transaction);
                call.Affected += await command.ExecuteNonQueryAsync();
            }

            await transaction.CommitAsync();
        },
        MostAttempts);

    private async Task TransactAsync(RoutingDbConnection connection, MarkedCall call)
    {
        while (true)
        {
            call.Attempts++;
            call.Affected = 0;
            try
            {
                await using var transaction = await connection.BeginTransactionAsync();
                foreach (var number in call.Numbers)
                {
                    await using var command = connection.CreateCommand();
                    command.CommandText = $"INSERT INTO writes (n) VALUES ({number})";
                    command.Transaction = transaction;
                    call.Affected += await command.ExecuteNonQueryAsync();
                    if (_random.Next(3) == 0) await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(10)), clock);
                }

                await transaction.CommitAsync();
                return;
            }
            catch (RoutingDbException exception) when (exception is { IsTransient: true, Outcome: not StatementOutcome.Unknown } && call.Attempts < MostAttempts)
            {
                // As an execution strategy does: nothing of it is there.
                if (connection.State == ConnectionState.Open) continue;
                await connection.CloseAsync();
                await connection.OpenAsync();
            }
        }
    }
}
