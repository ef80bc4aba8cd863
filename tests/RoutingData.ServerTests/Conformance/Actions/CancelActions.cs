using System.Data;
using System.Data.Common;

namespace RoutingData.ServerTests.Conformance.Actions;

/// <summary>Cancel, tokens and timeouts.</summary>
internal static class CancelActions
{
    // Long enough for the statement to have begun; the outcome is the same if it has not.
    private static readonly TimeSpan AWhile = TimeSpan.FromMilliseconds(150);

    public static IEnumerable<ConformanceAction> All { get; } =
    [
        new("Cancel before execution", async s =>
        {
            var command = s.Command(await s.Open(), "SELECT 1");
            command.Cancel();
            return await s.Scalar(command);
        }),
        new("Cancel without a connection", s => Stage.Error(() => Cancelled(s.Command(null, "SELECT 1")))),
        new("Cancel on a closed connection", s => Stage.Error(() => Cancelled(s.Command(s.New(), "SELECT 1")))),
        new("Cancel after Dispose", async s =>
        {
            var command = s.Command(await s.Open(), "SELECT 1");
            command.Dispose();
            command.Cancel();
        }),
        new("Cancel after execution", async s =>
        {
            var command = s.Command(await s.Open(), "SELECT 1");
            await s.Scalar(command);
            command.Cancel();
            return await s.Scalar(command);
        }),
        new("Cancel from another thread", async s =>
        {
            var command = s.Command(await s.Open(), "DO (SELECT SUM(a.id * b.id) FROM (SELECT SLEEP(5) AS id) a, kinds b)");
            return await WhileCancelled(() => s.NonQuery(command), command.Cancel);
        }),
        new("the connection after a Cancel", async s =>
        {
            var connection = await s.Open();
            var command = s.Command(connection, "SELECT SLEEP(5) FROM kinds");
            await WhileCancelled(() => s.Scalar(command), command.Cancel);
            return new[] { connection.State, await s.Scalar(connection, "SELECT 1") };
        }),
        new("Cancel of one command, while another runs", async s =>
        {
            var idle = s.Command(await s.Open(), "SELECT 1");
            await s.Scalar(idle);
            var busy = s.Command(await s.Open(), "SELECT SLEEP(0.4)");
            return await WhileCancelled(() => s.Scalar(busy), idle.Cancel);
        }),
        new("a token cancelled during a command", async s =>
        {
            using var cancelling = new CancellationTokenSource(AWhile);
            var command = s.Command(await s.Open(), "SELECT SLEEP(1)");
            return await Stage.Error(() => command.ExecuteScalarAsync(cancelling.Token));
        }),
        new("the connection after that", async s =>
        {
            using var cancelling = new CancellationTokenSource(AWhile);
            var connection = await s.Open();
            var command = s.Command(connection, "SELECT SLEEP(1)");
            await Stage.Error(() => command.ExecuteScalarAsync(cancelling.Token));
            return new[] { connection.State, await s.Scalar(connection, "SELECT 1") };
        }),
    ];

    private static object? Cancelled(DbCommand command)
    {
        command.Cancel();
        return null;
    }

    private static async Task<object?> WhileCancelled<T>(Func<Task<T>> run, Action cancel)
    {
        var cancelling = Task.Run(async () =>
        {
            await Task.Delay(AWhile);
            cancel();
        });
        var error = await Stage.Error(async () => await run());
        await cancelling;
        return error;
    }
}
