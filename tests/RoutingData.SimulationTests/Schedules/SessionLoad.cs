using System.Data;
using System.Data.Common;
using RoutingData.Testing;

namespace RoutingData.SimulationTests.Schedules;

/// <summary>One session of the application: it does a little of everything, one thing after the other, and opens its connection anew when it
/// is told that its state is lost.</summary>
internal sealed class SessionLoad(
    int id, int seed, RoutingDbDataSource dataSource, CallLog calls, SimulatedCluster cluster, SimulatedClock clock, bool commits, int length = 1)
{
    /// <summary>What ties a session to its connection.</summary>
    public const string Pin = "SET @mark = 1";

    private readonly Random _random = new(seed);
    private readonly LongResult _longResult = new(new Random(seed), clock);
    private readonly CommittingWork _committing = new(id, new Random(~seed), dataSource, calls, clock);
    // Of its own, so that what is done besides is the same with and without.
    private readonly Random _whether = new(~seed);
    private readonly Random _reopening = new(seed ^ 0x55555555);
    private RoutingDbConnection? _connection;
    private RoutingDbConnection? _former;
    private bool _isPinned;

    /// <summary>What a session's read sends.</summary>
    public static string ReadOf(int session) => $"SELECT COUNT(*) FROM writes /* session {session} */";

    public async Task RunAsync()
    {
        // Some are slow, so that they are still at work when a steady probe brings news.
        var pause = (_random.Next(4) == 0 ? 1000 : 250) * length;
        for (var left = _random.Next(8, 20) * length; left > 0; left--)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(_random.Next(2) == 0 ? pause : 20)), clock);
            if (_connection is null && !await OpenAsync()) continue;
            if (commits && _whether.Next(3) == 0) await CommitInPartsAsync(_connection!);
            else await DoSomethingAsync(_connection!);
            if (_connection is { } connection) SessionBelief.Check(connection, cluster.DefaultDatabase, calls.LastOf(id));
            if (_connection?.State != ConnectionState.Open || _random.Next(4) == 0) await CloseAsync();
        }

        await CloseAsync();
    }

    private async Task CommitInPartsAsync(RoutingDbConnection connection)
    {
        // Code that is not known to the router ties it.
        _isPinned = true;
        // Whatever the session is in after a failure, the next thing begins on another.
        if (!await _committing.RunAsync(connection)) await CloseAsync();
    }

    private Task DoSomethingAsync(RoutingDbConnection connection) => _random.Next(20) switch
    {
        < 5 => calls.RunAsync(id, _isPinned ? CallKind.PinnedRead : CallKind.Read, 0, call => ReadAsync(connection, call)),
        < 9 => calls.RunAsync(id, CallKind.Write, 1, call => WriteAsync(connection, call.Numbers[0])),
        < 12 => calls.RunAsync(id, CallKind.Transaction, _random.Next(1, 4), call => TransactAsync(connection, call.Numbers)),
        12 or 16 => calls.RunAsync(id, CallKind.TextTransaction, _random.Next(1, 3), call => TransactByTextAsync(connection, call.Numbers)),
        13 => calls.RunAsync(id, CallKind.ReadOnlyTransaction, 0, call => ReadInTransactionAsync(connection, call)),
        14 => calls.RunAsync(id, CallKind.ReadOfState, 0, call => AskAsync(connection, call, "SELECT LAST_INSERT_ID()")),
        17 or 18 => calls.RunAsync(id, CallKind.LongRead, 0, call => _longResult.ReadAsync(connection, call)),
        19 => calls.RunAsync(id, CallKind.LongRead, 0, call => ReadManyInTransactionAsync(connection, call)),
        _ => calls.RunAsync(id, CallKind.Setting, 0, _ => SetAsync(connection)),
    };

    private Task<bool> OpenAsync() => calls.RunAsync(id, CallKind.Open, 0, async call =>
    {
        _isPinned = false;
        if (_former is { } former && _reopening.Next(2) == 0)
        {
            call.GoesOn = true;
            await former.OpenAsync();
            _connection = former;
            return;
        }

        _connection = await dataSource.OpenConnectionAsync();
    });

    private async Task CloseAsync()
    {
        if (_connection is not { } connection) return;
        (_connection, _former) = (null, connection);
        await calls.RunAsync(id, CallKind.Close, 0, _ => connection.CloseAsync());
    }

    private async Task ReadAsync(RoutingDbConnection connection, Call call)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = ReadOf(id);
        if (_random.Next(4) == 0) await command.PrepareAsync();
        await using var reader = await command.ExecuteReaderAsync();
        call.HasReader = true;
        var rows = 0;
        while (await reader.ReadAsync()) rows++;
        if (rows != 1) call.Torn = $"{rows} rows came instead of one";
    }

    // A question that has an answer always.
    private static async Task AskAsync(RoutingDbConnection connection, Call call, string text, DbTransaction? transaction = null)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = text;
        command.Transaction = transaction;
        if (await command.ExecuteScalarAsync() is null) call.Torn = $"{text} had no answer";
    }

    private Task WriteAsync(RoutingDbConnection connection, int number) =>
        ExecuteAsync(connection, $"INSERT INTO writes (n) VALUES ({number})");

    private async Task TransactAsync(RoutingDbConnection connection, IReadOnlyList<int> numbers)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var number in numbers)
        {
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = $"INSERT INTO writes (n) VALUES ({number})";
            await RunAsync(connection, command);
            await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(30)), clock);
        }

        await transaction.CommitAsync();
    }

    private async Task TransactByTextAsync(RoutingDbConnection connection, IReadOnlyList<int> numbers)
    {
        try
        {
            await ExecuteAsync(connection, "BEGIN");
            foreach (var number in numbers)
            {
                await WriteAsync(connection, number);
                await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(30)), clock);
            }

            await ExecuteAsync(connection, "COMMIT");
        }
        catch
        {
            // Whatever the session is in, the next thing begins on another.
            await CloseAsync();
            throw;
        }
    }

    private static async Task ReadInTransactionAsync(RoutingDbConnection connection, Call call)
    {
        await using var transaction = await connection.BeginReadOnlyTransactionAsync();
        await AskAsync(connection, call, "SELECT MAX(n) FROM writes", transaction);
        await transaction.CommitAsync();
    }

    private async Task ReadManyInTransactionAsync(RoutingDbConnection connection, Call call)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await _longResult.ReadAsync(connection, call, transaction);
        await transaction.CommitAsync();
    }

    private async Task SetAsync(RoutingDbConnection connection)
    {
        if (!_isPinned && _random.Next(2) == 0)
        {
            await ExecuteAsync(connection, "SET time_zone = '+00:00'");
            return;
        }

        await ExecuteAsync(connection, Pin);
        _isPinned = true;
    }

    private async Task ExecuteAsync(RoutingDbConnection connection, string text)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = text;
        await RunAsync(connection, command);
    }

    private async Task RunAsync(RoutingDbConnection connection, DbCommand command)
    {
        try
        {
            await command.ExecuteNonQueryAsync();
        }
        catch (DbException error) when (SessionBelief.CheckClaim(connection, calls.LastOf(id), error))
        {
            throw;
        }
    }
}
