using System.Data;
using System.Data.Common;
using RoutingData.Backends;

namespace RoutingData.Failover;

/// <summary>ExecuteNonQuery.</summary>
internal readonly struct NonQueryOperation(RoutingDbCommand command) : IBackendOperation<int>
{
    public int Run(BackendConnection backend) => command.AttachTo(backend).ExecuteNonQuery();

    public Task<int> RunAsync(BackendConnection backend, CancellationToken cancellationToken) =>
        command.AttachTo(backend).ExecuteNonQueryAsync(cancellationToken);
}

/// <summary>ExecuteScalar.</summary>
internal readonly struct ScalarOperation(RoutingDbCommand command) : IBackendOperation<object?>
{
    public object? Run(BackendConnection backend) => command.AttachTo(backend).ExecuteScalar();

    public Task<object?> RunAsync(BackendConnection backend, CancellationToken cancellationToken) =>
        command.AttachTo(backend).ExecuteScalarAsync(cancellationToken);
}

/// <summary>ExecuteReader: the driver's own reader goes to the caller as it is.</summary>
internal readonly struct ReaderOperation(RoutingDbCommand command, CommandBehavior behavior) : IBackendOperation<DbDataReader>
{
    public DbDataReader Run(BackendConnection backend) => command.AttachTo(backend).ExecuteReader(behavior);

    public Task<DbDataReader> RunAsync(BackendConnection backend, CancellationToken cancellationToken) =>
        command.AttachTo(backend).ExecuteReaderAsync(behavior, cancellationToken);
}

/// <summary>Prepare, on the connection where the command would run now.</summary>
internal readonly struct PrepareOperation(RoutingDbCommand command) : IBackendOperation<bool>
{
    public bool Run(BackendConnection backend)
    {
        command.AttachTo(backend).Prepare();
        return true;
    }

    public async Task<bool> RunAsync(BackendConnection backend, CancellationToken cancellationToken)
    {
        await command.AttachTo(backend).PrepareAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }
}
