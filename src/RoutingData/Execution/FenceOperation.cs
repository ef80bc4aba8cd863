using System.Data.Common;
using System.Globalization;
using RoutingData.Connecting;
using RoutingData.Markers;
using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;
using RoutingData.Pools;
using RoutingData.Threading;

namespace RoutingData.Execution;

/// <summary>Asks a writer for a marker, and leaves a fence in its place if it is not there. Asked first and fenced then it could be
/// committed in between.</summary>
/// <param name="table">Where markers are.</param>
/// <param name="id">The marker.</param>
/// <param name="after">The id of a row that is left where the marker is there.</param>
/// <param name="timeout">How long each of its statements may take: the original may hold the row.</param>
/// <param name="execution">The command whose Cancel ends it; null for a COMMIT.</param>
internal readonly struct FenceOperation(MarkerTable table, string id, string after, TimeSpan timeout, IExecution? execution) : IBackendOperation<(ServerAddress, MarkerReading)>
{
    private const int Duplicate = 1062;

    public IExecution? Execution => execution;

    public (ServerAddress, MarkerReading) Run(BackendConnection backend) => SyncResult.Of(AskAsync(async: false, backend, CancellationToken.None));

    public Task<(ServerAddress, MarkerReading)> RunAsync(BackendConnection backend, CancellationToken cancellationToken) =>
        AskAsync(async: true, backend, cancellationToken).AsTask();

    private async ValueTask<(ServerAddress, MarkerReading)> AskAsync(bool async, BackendConnection backend, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(async, backend, table.Fence(id), cancellationToken).ConfigureAwait(false);
            return (backend.Server, new MarkerReading(MarkerState.Inserted));
        }
        catch (DbException exception) when (DriverError.ServerNumber(exception) == Duplicate)
        {
            // What is there to be seen may still wait for a disk, or for a replica (AFTER_COMMIT). A commit after it is answered when it has both itself.
            await SendAsync(async, backend, table.Fence(after), cancellationToken).ConfigureAwait(false);
            var rows = await SendAsync(async, backend, table.Read(id), cancellationToken).ConfigureAwait(false);
            var reading = StateOf(rows);
            // The statement's key is the session's again.
            if (reading is { State: MarkerState.Committed, LastId: > 0 })
            {
                await SendAsync(
                    async, backend, string.Create(CultureInfo.InvariantCulture, $"SELECT LAST_INSERT_ID({reading.LastId})"), cancellationToken)
                    .ConfigureAwait(false);
            }

            return (backend.Server, reading);
        }
    }

    private ValueTask<List<string[]>> SendAsync(bool async, BackendConnection backend, string text, CancellationToken cancellationToken) =>
        BackendRows.ReadAsync(async, backend, text, cancellationToken, timeout);

    private static MarkerReading StateOf(List<string[]> rows) => rows switch
    {
        [["", ..]] => new MarkerReading(MarkerState.Fenced),
        [[var affected, var lastId]] => new MarkerReading(
            MarkerState.Committed, long.Parse(affected, CultureInfo.InvariantCulture),
            lastId.Length == 0 ? 0 : ulong.Parse(lastId, CultureInfo.InvariantCulture)),
        // It has just been deleted.
        _ => new MarkerReading(MarkerState.Expired),
    };
}
