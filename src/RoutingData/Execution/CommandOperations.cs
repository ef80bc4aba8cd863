using System.Data;
using System.Data.Common;
using RoutingData.Connecting;
using RoutingData.Execution.Hedging;
using RoutingData.Markers;
using RoutingData.Pools;
using RoutingData.Routing;
using RoutingData.Sessions;
using RoutingData.Threading;

namespace RoutingData.Execution;

/// <summary>ExecuteNonQuery.</summary>
internal readonly struct NonQueryOperation(IRoutedCommand command) : IBackendOperation<int>
{
    public IExecution? Execution => command;

    public static bool CanBeMarked => true;

    public static bool CanBeHeld => true;

    public static int WithoutMarker(int result) => result - 1;

    public static int Of(MarkerReading marker) => checked((int)marker.Affected);

    public int Run(BackendConnection backend) => command.AttachTo(backend).ExecuteNonQuery();

    public Task<int> RunAsync(BackendConnection backend, CancellationToken cancellationToken) => command.CanRunAtOnceOn(backend)
        ? command.PointAt(backend).ExecuteNonQueryAsync(cancellationToken)
        : AttachAndRunAsync(backend, cancellationToken);

    public async ValueTask<int> RunWholeAsync(bool async, BackendConnection backend, CancellationToken cancellationToken)
    {
        var inner = async ? await command.AttachToAsync(backend, cancellationToken).ConfigureAwait(false) : command.AttachTo(backend);
        return await WholeAnswer.CountAsync(async, inner, cancellationToken).ConfigureAwait(false);
    }

    private async Task<int> AttachAndRunAsync(BackendConnection backend, CancellationToken cancellationToken)
    {
        var inner = await command.AttachToAsync(backend, cancellationToken).ConfigureAwait(false);
        return await inner.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>ExecuteScalar.</summary>
internal readonly struct ScalarOperation(IRoutedCommand command) : IBackendOperation<object?>, IHedgeable<object?>
{
    public IExecution? Execution => command;

    public static bool BringsData => true;

    public static bool CanBeHeld => true;

    public object? Run(BackendConnection backend) => command.AttachTo(backend).ExecuteScalar();

    public Task<object?> RunAsync(BackendConnection backend, CancellationToken cancellationToken) => command.CanRunAtOnceOn(backend)
        ? command.PointAt(backend).ExecuteScalarAsync(cancellationToken)
        : AttachAndRunAsync(backend, cancellationToken);

    public DbCommand? Copy() => command.Copy();

    public void NoteAnsweredBy(DbCommand copy, BackendConnection backend) => command.NoteAnsweredBy(copy, backend);

    public Task<object?> RunCopyAsync(DbCommand copy) => copy.ExecuteScalarAsync(CancellationToken.None);

    public async ValueTask<object?> RunWholeAsync(bool async, BackendConnection backend, CancellationToken cancellationToken)
    {
        var inner = async ? await command.AttachToAsync(backend, cancellationToken).ConfigureAwait(false) : command.AttachTo(backend);
        return await WholeAnswer.ScalarAsync(async, inner, cancellationToken).ConfigureAwait(false);
    }

    private async Task<object?> AttachAndRunAsync(BackendConnection backend, CancellationToken cancellationToken)
    {
        var inner = await command.AttachToAsync(backend, cancellationToken).ConfigureAwait(false);
        return await inner.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>ExecuteReader: the caller gets the driver's reader inside one of ours.</summary>
internal readonly struct ReaderOperation(IRoutedCommand command, CommandBehavior behavior) : IBackendOperation<DbDataReader>, IHedgeable<DbDataReader>
{
    public IExecution? Execution => command;

    public static bool BringsData => true;

    public static bool RunsToItsEnd => false;

    public static bool CanBeHeld => true;

    public static DbDataReader Completed(RoutingSession session, BackendConnection backend, Route route, DbDataReader result) =>
        session.Results.TrackReader(backend, route, result);

    public DbDataReader Run(BackendConnection backend) => command.AttachTo(backend).ExecuteReader(behavior);

    public Task<DbDataReader> RunAsync(BackendConnection backend, CancellationToken cancellationToken) => command.CanRunAtOnceOn(backend)
        ? command.PointAt(backend).ExecuteReaderAsync(behavior, cancellationToken)
        : AttachAndRunAsync(backend, cancellationToken);

    public DbCommand? Copy() => command.Copy();

    public void NoteAnsweredBy(DbCommand copy, BackendConnection backend) => command.NoteAnsweredBy(copy, backend);

    public Task<DbDataReader> RunCopyAsync(DbCommand copy) => copy.ExecuteReaderAsync(behavior, CancellationToken.None);

    private async Task<DbDataReader> AttachAndRunAsync(BackendConnection backend, CancellationToken cancellationToken)
    {
        var inner = await command.AttachToAsync(backend, cancellationToken).ConfigureAwait(false);
        return await inner.ExecuteReaderAsync(behavior, cancellationToken).ConfigureAwait(false);
    }

    // What a behavior leaves out of the results is left out of those that are held: a driver would count its own statements in.
    public async ValueTask<DbDataReader> RunWholeAsync(bool async, BackendConnection backend, CancellationToken cancellationToken)
    {
        const CommandBehavior ofDriver = CommandBehavior.SchemaOnly | CommandBehavior.KeyInfo;
        if (!async) return SyncResult.Of(HeldReader.ReadAsync(async, command.AttachTo(backend).ExecuteReader(behavior & ofDriver), behavior, cancellationToken));
        var inner = await command.AttachToAsync(backend, cancellationToken).ConfigureAwait(false);
        return await HeldReader.ReadAsync(
            async, await inner.ExecuteReaderAsync(behavior & ofDriver, cancellationToken).ConfigureAwait(false), behavior, cancellationToken)
            .ConfigureAwait(false);
    }
}

/// <summary>Prepare, on the connection where the command would run now.</summary>
internal readonly struct PrepareOperation(IRoutedCommand command) : IBackendOperation<bool>
{
    public IExecution? Execution => command;

    public static bool IsExecution => false;

    public bool Run(BackendConnection backend)
    {
        command.AttachTo(backend);
        return true;
    }

    public async Task<bool> RunAsync(BackendConnection backend, CancellationToken cancellationToken)
    {
        await command.AttachToAsync(backend, cancellationToken).ConfigureAwait(false);
        return true;
    }
}
