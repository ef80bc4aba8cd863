using System.Data;
using System.Data.Common;
using RoutingData.Connecting;
using RoutingData.Pools;

namespace RoutingData.Execution;

/// <summary>Begins a transaction; nothing is lost by beginning it again elsewhere.</summary>
/// <param name="isolationLevel">Its level.</param>
/// <param name="isReadOnly">Whether it only reads.</param>
/// <param name="byText">Makes one of which the driver knows nothing; null for one of the driver's.</param>
internal readonly struct BeginOperation(IsolationLevel isolationLevel, bool isReadOnly, Func<BackendConnection, TextTransaction>? byText = null)
    : IBackendOperation<(BackendConnection, DbTransaction)>
{
    // For the next transaction only, which the driver begins right after: no driver has a portable way to say it.
    private const string NextIsReadOnly = "SET TRANSACTION READ ONLY";

    public IExecution? Execution => null;

    public (BackendConnection, DbTransaction) Run(BackendConnection backend)
    {
        if (byText is not null)
        {
            Send(backend, TextTransaction.BeginOf(isolationLevel));
            return (backend, byText(backend));
        }

        if (isReadOnly) Send(backend, NextIsReadOnly);
        try
        {
            return (backend, backend.Connection.BeginTransaction(isolationLevel));
        }
        catch (Exception) when (isReadOnly && !backend.IsGone)
        {
            // The driver knows no such isolation level: what was said of the next transaction must not wait for one of another session's.
            foreach (var statement in Spend) Send(backend, statement);
            throw;
        }
    }

    public async Task<(BackendConnection, DbTransaction)> RunAsync(BackendConnection backend, CancellationToken cancellationToken)
    {
        if (isReadOnly) await SendAsync(backend, NextIsReadOnly, cancellationToken).ConfigureAwait(false);
        try
        {
            if (byText is not null)
            {
                await SendAsync(backend, TextTransaction.BeginOf(isolationLevel), cancellationToken).ConfigureAwait(false);
                return (backend, byText(backend));
            }

            return (backend, await backend.Connection.BeginTransactionAsync(isolationLevel, cancellationToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            // It may have begun all the same, and the session would not know of it.
            backend.Terminate();
            throw;
        }
        catch (Exception) when (isReadOnly && !backend.IsGone)
        {
            foreach (var statement in Spend) await SendAsync(backend, statement, cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    // A transaction with nothing in it.
    private static IEnumerable<string> Spend => ["START TRANSACTION", "ROLLBACK"];

    private static void Send(BackendConnection backend, string statement)
    {
        using var command = backend.Connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }

    private static async Task SendAsync(BackendConnection backend, string statement, CancellationToken cancellationToken)
    {
        var command = backend.Connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = statement;
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
