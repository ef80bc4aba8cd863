using FailoverDemo.Histories;

namespace FailoverDemo.Scenarios;

/// <summary>The load: some workers insert, some read, each statement on a fresh connection, as requests of a web application do.</summary>
internal sealed class Workers(TestTable table, Stage stage, Pace pace, History history)
{
    private int _number;

    /// <summary>Runs the load for as long as the events take. What is under way at their end comes to its own end.</summary>
    public async Task DuringAsync(Func<Task> events)
    {
        using var stop = new CancellationTokenSource();
        var workers = Start(pace.Writers, InsertAsync, stop.Token).Concat(Start(pace.Readers, ReadAsync, stop.Token)).ToArray();
        try
        {
            await events();
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(workers);
            history.End();
        }
    }

    private IEnumerable<Task> Start(int count, Func<Task> statement, CancellationToken stop) =>
        Enumerable.Range(0, count).Select(_ => Task.Run(() => RepeatAsync(statement, stop), CancellationToken.None));

    private async Task RepeatAsync(Func<Task> statement, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await statement();
            await Task.Delay(pace.Rest, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // The statements get no token: to cancel an insert would leave it open whether it was executed.
    private Task InsertAsync()
    {
        var number = Interlocked.Increment(ref _number);
        return history.RunAsync(number, async () =>
        {
            await table.InsertAsync(history.Run, number);
            return stage.Writer;
        });
    }

    private Task ReadAsync() => history.RunAsync(number: 0, async () => await table.ReadAsync());
}
