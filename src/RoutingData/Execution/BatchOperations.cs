using System.Data;
using System.Data.Common;
using RoutingData.Connecting;
using RoutingData.Pools;
using RoutingData.Routing;
using RoutingData.Sessions;
using RoutingData.Threading;

namespace RoutingData.Execution;

/// <summary>ExecuteNonQuery of a batch.</summary>
internal readonly struct BatchNonQueryOperation(IRoutedBatch batch) : IBackendOperation<int>
{
    public IExecution? Execution => batch;

    public int Run(BackendConnection backend) =>
        SyncResult.Of(batch.AttachToAsync(async: false, backend, CancellationToken.None)).ExecuteNonQuery();

    public async Task<int> RunAsync(BackendConnection backend, CancellationToken cancellationToken)
    {
        var inner = await batch.AttachToAsync(async: true, backend, cancellationToken).ConfigureAwait(false);
        return await inner.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>ExecuteScalar of a batch.</summary>
internal readonly struct BatchScalarOperation(IRoutedBatch batch) : IBackendOperation<object?>
{
    public IExecution? Execution => batch;

    public static bool BringsData => true;

    public object? Run(BackendConnection backend) =>
        SyncResult.Of(batch.AttachToAsync(async: false, backend, CancellationToken.None)).ExecuteScalar();

    public async Task<object?> RunAsync(BackendConnection backend, CancellationToken cancellationToken)
    {
        var inner = await batch.AttachToAsync(async: true, backend, cancellationToken).ConfigureAwait(false);
        return await inner.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>ExecuteReader of a batch: the caller gets the driver's reader inside one of ours.</summary>
internal readonly struct BatchReaderOperation(IRoutedBatch batch, CommandBehavior behavior) : IBackendOperation<DbDataReader>
{
    public IExecution? Execution => batch;

    public static bool BringsData => true;

    public static bool RunsToItsEnd => false;

    public static DbDataReader Completed(RoutingSession session, BackendConnection backend, Route route, DbDataReader result) =>
        session.Results.TrackReader(backend, route, result);

    public DbDataReader Run(BackendConnection backend) =>
        SyncResult.Of(batch.AttachToAsync(async: false, backend, CancellationToken.None)).ExecuteReader(behavior);

    public async Task<DbDataReader> RunAsync(BackendConnection backend, CancellationToken cancellationToken)
    {
        var inner = await batch.AttachToAsync(async: true, backend, cancellationToken).ConfigureAwait(false);
        return await inner.ExecuteReaderAsync(behavior, cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>Prepare of a batch, on the connection where it would run now.</summary>
internal readonly struct BatchPrepareOperation(IRoutedBatch batch) : IBackendOperation<bool>
{
    public IExecution? Execution => batch;

    public static bool IsExecution => false;

    public bool Run(BackendConnection backend)
    {
        SyncResult.Of(batch.AttachToAsync(async: false, backend, CancellationToken.None));
        return true;
    }

    public async Task<bool> RunAsync(BackendConnection backend, CancellationToken cancellationToken)
    {
        await batch.AttachToAsync(async: true, backend, cancellationToken).ConfigureAwait(false);
        return true;
    }
}
