using System.Data.Common;
using System.Globalization;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Sessions;

/// <summary>
/// A session as a table: each line is a statement or a call, where it must run, and what it must answer, between bars.
/// W is the writer, R a reader, = the server of the line before, * any one, ? is not looked for; a number after ! is the server's error. Calls begin with a
/// colon. A line without a place is one that the router may send to several servers: a setting.
/// </summary>
internal sealed class SessionScript(RoutedCluster cluster, RoutingDbConnection connection, bool async)
{
    private DbTransaction? _transaction;

    public static IEnumerable<string[]> Parse(string script) =>
        script.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split(" | ", StringSplitOptions.TrimEntries));

    public async Task RunAsync(string script)
    {
        var steps = Parse(script).ToArray();
        Assert.Distinct(steps.Where(step => step.Length > 1).Select(step => step[0]));
        await cluster.Log.StartAsync();
        foreach (var step in steps)
        {
            if (step[0].StartsWith(':')) await CallAsync(step[0]);
            else await StatementAsync(step);
        }

        var log = await cluster.Log.ReadAsync();
        var previous = "";
        foreach (var step in steps.Where(step => step.Length > 1 && step[1] != "?"))
        {
            var server = PlaceOf(step[0], log);
            AssertPlace(step, server, previous);
            previous = server;
        }
    }

    // The log has a statement without the semicolon at its end; MySQL's leaves out the text that is prepared.
    private static string PlaceOf(string text, IReadOnlyList<LoggedStatement> log)
    {
        var logged = text.TrimEnd(';');
        string[] forms = logged.StartsWith("PREPARE ", StringComparison.Ordinal) ? [logged, logged.Split('\'')[0] + "..."] : [logged];
        var places = log.Where(item => item.IsExecution && forms.Contains(item.Text)).ToArray();
        Assert.True(places.Length == 1, $"'{text}' must run once and ran on: {string.Join(", ", places.Select(item => item.Server))}.");
        return places[0].Server;
    }

    private static void AssertPlace(string[] step, string server, string previous)
    {
        var isRight = step[1] switch
        {
            "W" => server == "db001",
            "R" => server != "db001",
            "=" => server == previous,
            _ => step[1] == "*",
        };
        Assert.True(isRight, $"'{step[0]}' must run on {step[1]} and ran on {server}; the line before it ran on {previous}.");
    }

    private async Task StatementAsync(string[] step)
    {
        var expected = step.Length > 2 ? step[2] : null;
        string answer;
        try
        {
            answer = await connection.TextAsync(async, step[0], _transaction);
        }
        catch (DbException exception) when (expected?.StartsWith('!') == true)
        {
            answer = string.Create(CultureInfo.InvariantCulture, $"!{ServerError.NumberOf(exception)}");
        }
        catch (DbException exception)
        {
            throw new InvalidOperationException($"'{step[0]}' failed: {exception.Message}", exception);
        }

        if (expected is not null) Assert.True(answer == expected, $"'{step[0]}' must answer {expected} and answered {answer}.");
    }

    private async Task CallAsync(string call)
    {
        switch (call.Split(' '))
        {
            case [":begin"]:
                _transaction = await connection.BeginAsync(async);
                break;
            case [":commit"]:
                await _transaction!.CommitAsync(async);
                _transaction = null;
                break;
            case [":rollback"]:
                await _transaction!.RollbackAsync(async);
                _transaction = null;
                break;
            case [":dispose"]:
                await BothWorlds.RunAsync(async, () => _transaction!.DisposeAsync().AsTask(), _transaction!.Dispose);
                _transaction = null;
                break;
            case [":reopen"]:
                await connection.CloseAsync(async);
                await connection.OpenAsync(async);
                break;
            case [":database", var name]:
                await connection.ChangeDatabaseAsync(async, name);
                Assert.Equal(name, connection.Database);
                break;
            default:
                throw new InvalidOperationException($"The script has no call {call}.");
        }
    }
}
