using FailoverDemo.Histories;

namespace FailoverDemo.Scenarios;

/// <summary>Reads on fresh connections: every server gets its share.</summary>
internal sealed class ConnectTest(TestTable table, Stage stage, Pace pace)
{
    /// <returns>Answers by server.</returns>
    public async Task<IReadOnlyDictionary<string, int>> RunAsync(CancellationToken cancellationToken)
    {
        var history = stage.Begin($"Connect test: {pace.Connects} reads on fresh connections");
        for (var i = 0; i < pace.Connects; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await history.RunAsync(number: 0, async () => await table.ReadAsync(cancellationToken));
        }

        history.End();
        return CountBy.Name(history.Attempts.Select(attempt => attempt.Server ?? "error"));
    }
}
