using FailoverDemo.Histories;

namespace FailoverDemo.Scenarios;

/// <summary>Inserts on fresh connections: the writer gets them all.</summary>
internal sealed class InsertTest(TestTable table, Stage stage, Pace pace)
{
    /// <returns>Rows by the server that wrote them.</returns>
    public async Task<IReadOnlyDictionary<string, int>> RunAsync(CancellationToken cancellationToken)
    {
        var history = stage.Begin($"Insert test: {pace.Inserts} inserts on fresh connections");
        for (var number = 1; number <= pace.Inserts; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var insert = number;
            await history.RunAsync(insert, async () =>
            {
                await table.InsertAsync(history.Run, insert, cancellationToken);
                return stage.Writer;
            });
        }

        history.End();
        var rows = await table.RowsAsync(history.Run, cancellationToken);
        return CountBy.Name(rows.Select(row => row.Hostname));
    }
}
