using System.Data.Common;
using System.Globalization;

namespace RoutingData.Bench.Results.Reads;

/// <summary>Reads what a command answers, row by row, and says what is wrong with it.</summary>
/// <param name="isFrom">Told the server that answers.</param>
/// <param name="isWrong">Told the first thing that is wrong, at once: an error may follow. The rest is read all the same.</param>
internal sealed class WholeResult(Action<int> isFrom, Action<string> isWrong)
{
    // A caller does something with its rows: so there are more of them than the buffers hold when a fault comes.
    private const int RowsBetweenPauses = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private bool _isTold;

    /// <summary>Reads all results of a command.</summary>
    /// <param name="async">Whether to await.</param>
    /// <param name="reader">What the command returned.</param>
    /// <param name="results">The first and last k that each result is to have.</param>
    public async ValueTask ReadAsync(bool async, DbDataReader reader, IReadOnlyList<(int From, int To)> results)
    {
        var read = 0;
        do
        {
            if (read == results.Count) Tell("one result too many");
            else await ReadAsync(async, reader, results[read].From, results[read].To);
            read++;
        }
        while (async ? await reader.NextResultAsync() : reader.NextResult());

        if (read < results.Count) Tell($"{read} of {results.Count} results");
    }

    private async ValueTask ReadAsync(bool async, DbDataReader reader, int from, int to)
    {
        var due = from;
        for (; async ? await reader.ReadAsync() : reader.Read(); due++)
        {
            if (!_isTold) Check(reader, due);
            if (due == from) isFrom(Convert.ToInt32(reader.GetValue(2), CultureInfo.InvariantCulture));
            if (due % RowsBetweenPauses != 0) continue;
            if (async) await Task.Delay(Pause);
            else Thread.Sleep(Pause);
        }

        if (due != to + 1) Tell($"{due - from} of {to - from + 1} rows");
    }

    private void Check(DbDataReader reader, int due)
    {
        var k = reader.GetInt32(0);
        if (k != due) Tell($"row {k} in place of row {due}");
        else if (!ResultTable.IsTextOf(k, reader.GetString(1))) Tell($"row {k} has another text");
    }

    private void Tell(string wrong)
    {
        if (!_isTold) isWrong(wrong);
        _isTold = true;
    }
}
