using RoutingData.Execution;
using RoutingData.Routing;
using RoutingData.Threading;

namespace RoutingData;

// By SQL on every driver: MySql.Data has none of these, and MySqlConnector has them but does not say so.
public sealed partial class RoutingDbTransaction
{
    /// <summary>Whether <see cref="Save"/>, <see cref="Rollback(string)"/> and <see cref="Release"/> work: always.</summary>
    public override bool SupportsSavepoints => true;

    /// <summary>Sets a savepoint (manual, SAVEPOINT); one of the same name is forgotten.</summary>
    /// <param name="savepointName">Its name; any text, it is quoted.</param>
    /// <exception cref="ArgumentException">There is no name.</exception>
    /// <exception cref="InvalidOperationException">The transaction has ended.</exception>
    public override void Save(string savepointName) =>
        SyncResult.Of(RunAsync(async: false, "SAVEPOINT", savepointName, CancellationToken.None));

    /// <inheritdoc cref="Save"/>
    /// <param name="savepointName">Its name; any text, it is quoted.</param>
    /// <param name="cancellationToken">Ends the wait for the server.</param>
    public override Task SaveAsync(string savepointName, CancellationToken cancellationToken = default) =>
        RunAsync(async: true, "SAVEPOINT", savepointName, cancellationToken).AsTask();

    /// <summary>Undoes what was done since a savepoint; the transaction goes on.</summary>
    /// <param name="savepointName">Its name.</param>
    /// <exception cref="ArgumentException">There is no name.</exception>
    /// <exception cref="InvalidOperationException">The transaction has ended.</exception>
    public override void Rollback(string savepointName) =>
        SyncResult.Of(RunAsync(async: false, "ROLLBACK TO SAVEPOINT", savepointName, CancellationToken.None));

    /// <inheritdoc cref="Rollback(string)"/>
    /// <param name="savepointName">Its name.</param>
    /// <param name="cancellationToken">Ends the wait for the server.</param>
    public override Task RollbackAsync(string savepointName, CancellationToken cancellationToken = default) =>
        RunAsync(async: true, "ROLLBACK TO SAVEPOINT", savepointName, cancellationToken).AsTask();

    /// <summary>Forgets a savepoint; what was done since stays.</summary>
    /// <param name="savepointName">Its name.</param>
    /// <exception cref="ArgumentException">There is no name.</exception>
    /// <exception cref="InvalidOperationException">The transaction has ended.</exception>
    public override void Release(string savepointName) =>
        SyncResult.Of(RunAsync(async: false, "RELEASE SAVEPOINT", savepointName, CancellationToken.None));

    /// <inheritdoc cref="Release"/>
    /// <param name="savepointName">Its name.</param>
    /// <param name="cancellationToken">Ends the wait for the server.</param>
    public override Task ReleaseAsync(string savepointName, CancellationToken cancellationToken = default) =>
        RunAsync(async: true, "RELEASE SAVEPOINT", savepointName, cancellationToken).AsTask();

    private async ValueTask RunAsync(bool async, string statement, string name, CancellationToken cancellationToken)
    {
        ThrowIfEnded();
        ArgumentException.ThrowIfNullOrEmpty(name, "savepointName");
        var runner = _connection!.Runner;
        await runner.RunAsync<int, SavepointOperation>(
            async, _session, runner.Plan.Router.Savepoint, runner.Plan.WaitTimeoutFor(commandTimeout: 0),
            new SavepointOperation(Named, $"{statement} `{name.Replace("`", "``", StringComparison.Ordinal)}`"), cancellationToken)
            .ConfigureAwait(false);
    }
}
