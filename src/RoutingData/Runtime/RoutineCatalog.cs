using System.Collections.Frozen;
using System.Data.Common;
using RoutingData.Diagnostics;
using RoutingData.Monitor.Threads;

namespace RoutingData.Runtime;

/// <summary>
/// Learns from the servers' routine metadata which stored functions only read. What a function's author declared is not enforced by any
/// server, so it is off unless asked for.
/// </summary>
/// <param name="open">Opens a routed connection.</param>
/// <param name="learn">Puts new knowledge in force.</param>
/// <param name="timeProvider">The clock.</param>
/// <param name="log">The router's log.</param>
internal sealed class RoutineCatalog(
    Func<CancellationToken, ValueTask<DbConnection>> open, Action<FrozenSet<string>> learn, TimeProvider timeProvider, RoutingLog log) : IDisposable
{
    private const string Query =
        "SELECT ROUTINE_SCHEMA, ROUTINE_NAME FROM information_schema.ROUTINES WHERE ROUTINE_TYPE = 'FUNCTION' AND " +
        "(SQL_DATA_ACCESS IN ('READS SQL DATA', 'NO SQL') OR (IS_DETERMINISTIC = 'YES' AND SQL_DATA_ACCESS <> 'MODIFIES SQL DATA'))";

    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _stopping = new();
    private int _started;

    /// <summary>What is known, as <c>schema.function</c>.</summary>
    public FrozenSet<string> Known { get; private set; } = FrozenSet<string>.Empty;

    public void Start()
    {
        if (_started != 0 || Interlocked.Exchange(ref _started, 1) != 0) return;
        using (ExecutionContext.SuppressFlow()) _ = Task.Run(() => RefreshAsync(_stopping.Token));
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        UnsampledTrace.Begin();
        using var timer = new PeriodicTimer(Period, timeProvider);
        do
        {
            try
            {
                var known = await ReadAsync(cancellationToken).ConfigureAwait(false);
                if (known.SetEquals(Known)) continue;
                Known = known;
                learn(known);
                log.FunctionsLearned(known.Count);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                if (!cancellationToken.IsCancellationRequested) log.FunctionsNotLearned(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false));
    }

    private async Task<FrozenSet<string>> ReadAsync(CancellationToken cancellationToken)
    {
        var connection = await open(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var command = connection.CreateCommand();
            await using (command.ConfigureAwait(false))
            {
                command.CommandText = Query;
                var names = new List<string>();
                var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                        names.Add($"{reader.GetString(0)}.{reader.GetString(1)}");
                }

                return names.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
            }
        }
    }
}
