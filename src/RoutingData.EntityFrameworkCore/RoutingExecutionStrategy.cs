using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using RoutingData.Recovery;

namespace RoutingData.EntityFrameworkCore;

/// <summary>
/// Runs a query, a SaveChanges or a unit of work again when its failure left nothing in the database, and never when it is unknown whether
/// it did. <c>UseMySql(..., provider => provider.ExecutionStrategy(d => new RoutingExecutionStrategy(d)))</c>.
/// </summary>
/// <remarks>
/// Waiting for a writer is not its task: a statement waits by itself (<c>Failover:WriterWaitTimeoutMs</c>). It is for what only the caller
/// can run again: a transaction that went down with its writer, was refused by a writer that has become read-only, or lost a deadlock.
/// With the <c>verifySucceeded</c> of <c>ExecuteInTransaction</c> an unknown outcome is looked up, on the writer, before it is reported.
/// </remarks>
public sealed class RoutingExecutionStrategy : ExecutionStrategy
{
    /// <summary>Creates a strategy for one context.</summary>
    /// <param name="dependencies">From the provider's <c>ExecutionStrategy(dependencies => ...)</c>.</param>
    /// <param name="maxRetryCount">Most repetitions; 6 by default.</param>
    /// <param name="maxRetryDelay">Longest pause before a repetition; 30 s by default. The first one is not delayed.</param>
    public RoutingExecutionStrategy(ExecutionStrategyDependencies dependencies, int maxRetryCount = 6, TimeSpan? maxRetryDelay = null)
        : base(dependencies, maxRetryCount, maxRetryDelay ?? DefaultMaxDelay)
    {
    }

    /// <inheritdoc/>
    public override TResult Execute<TState, TResult>(
        TState state, Func<DbContext, TState, TResult> operation, Func<DbContext, TState, ExecutionResult<TResult>>? verifySucceeded)
    {
        return base.Execute(state, operation, verifySucceeded is null ? null : OnWriter);

        // A reader may not have applied yet what is looked for.
        ExecutionResult<TResult> OnWriter(DbContext context, TState state)
        {
            using (RoutingScope.Writer()) return verifySucceeded(context, state);
        }
    }

    /// <inheritdoc/>
    public override Task<TResult> ExecuteAsync<TState, TResult>(
        TState state, Func<DbContext, TState, CancellationToken, Task<TResult>> operation,
        Func<DbContext, TState, CancellationToken, Task<ExecutionResult<TResult>>>? verifySucceeded,
        CancellationToken cancellationToken = default)
    {
        return base.ExecuteAsync(state, operation, verifySucceeded is null ? null : OnWriter, cancellationToken);

        async Task<ExecutionResult<TResult>> OnWriter(DbContext context, TState state, CancellationToken cancellationToken)
        {
            using (RoutingScope.Writer()) return await verifySucceeded(context, state, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    protected override bool ShouldRetryOn(Exception exception) => FailedWork.LeftNothing(exception);

    /// <inheritdoc/>
    protected override bool ShouldVerifySuccessOn(Exception exception) => FailedWork.ShouldBeVerified(exception);
}
