using System.Data.Common;
using System.Globalization;
using RoutingData.Configuration;
using RoutingData.Diagnostics;
using RoutingData.Markers;
using RoutingData.Monitor.Threads;

namespace RoutingData.Runtime;

/// <summary>
/// Deletes old markers, some at a time, in whichever process gets the lock. A process that has left none since the last time deletes none.
/// </summary>
/// <param name="open">Opens a routed connection.</param>
/// <param name="configuration">What is configured now.</param>
/// <param name="used">How many markers have been left.</param>
/// <param name="timeProvider">The clock.</param>
/// <param name="log">The router's log.</param>
internal sealed class MarkerCleaner(
    Func<CancellationToken, ValueTask<DbConnection>> open, Func<RoutingConfiguration> configuration, Func<long> used, TimeProvider timeProvider,
    RoutingLog log) : IDisposable
{
    private const int MostAtOnce = 1000;

    // Of the time that markers stay: so much more than that they may stay.
    private const int Share = 24;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _stopping = new();
    private int _started;

    public void Start()
    {
        if (_started != 0 || Interlocked.Exchange(ref _started, 1) != 0) return;
        using (ExecutionContext.SuppressFlow()) _ = Task.Run(() => CleanAsync(_stopping.Token));
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private async Task CleanAsync(CancellationToken cancellationToken)
    {
        UnsampledTrace.Begin();
        var before = 0L;
        try
        {
            while (true)
            {
                var now = configuration();
                await Task.Delay(TimeSpan.FromMilliseconds(now.Failover.MarkerRetentionMs / Share), timeProvider, cancellationToken).ConfigureAwait(false);
                if (used() == before || now.MarkerTable is not { } table) continue;
                before = used();
                await CleanOnceAsync(table, now.Failover.MarkerRetentionMs / 1000, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // The data source has ended.
        }
    }

    private async Task CleanOnceAsync(MarkerTable table, long seconds, CancellationToken cancellationToken)
    {
        try
        {
            var connection = await open(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                // It goes with its connection, and holds the session there.
                if (await AskAsync(connection, $"SELECT GET_LOCK('routingdata {table}',0)", cancellationToken).ConfigureAwait(false) != 1) return;
                while (await AskAsync(connection, table.Clean(seconds, MostAtOnce), cancellationToken).ConfigureAwait(false) >= MostAtOnce)
                    await Task.Delay(Pause, timeProvider, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or ObjectDisposedException))
        {
            if (!cancellationToken.IsCancellationRequested) log.MarkersNotCleaned(exception);
        }
    }

    // What a question answers, or how many rows a change has changed.
    private static async Task<long> AskAsync(DbConnection connection, string text, CancellationToken cancellationToken)
    {
        var command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = text;
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                if (reader.FieldCount > 0 && await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    return reader.IsDBNull(0) ? 0 : Convert.ToInt64(reader.GetValue(0), CultureInfo.InvariantCulture);
                await reader.CloseAsync().ConfigureAwait(false);
                return reader.RecordsAffected;
            }
        }
    }
}
