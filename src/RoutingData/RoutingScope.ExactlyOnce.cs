using RoutingData.Recovery;
using RoutingData.Sessions;

namespace RoutingData;

/// <content>Writes whose outcome is resolved.</content>
public sealed partial class RoutingScope
{
    private volatile bool _hasCommitted;

    /// <summary>Outcomes are resolved until the scope is disposed of, as with <see cref="UnknownOutcome.Resolve"/>: a write that can carry a marker, and
    /// whose answer is lost with its server, runs exactly once all the same.</summary>
    public static RoutingScope ExactlyOnce() => new(null, exactlyOnce: true);

    /// <summary>
    /// Runs a piece of work in such a scope, and again where its failure left nothing in the database: its transaction went down with the writer, was refused
    /// by a server that has become read-only, or lost a deadlock. Once something in it has been committed it does not run again.
    /// </summary>
    /// <param name="work">One transaction, from opening its connection to its end; it must bring nothing of a former attempt along.</param>
    /// <param name="mostAttempts">How often it runs at most.</param>
    /// <returns>A task that ends when the work is done.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="mostAttempts"/> is less than 1.</exception>
    public static Task ExactlyOnce(Func<Task> work, int mostAttempts = 6)
    {
        ArgumentNullException.ThrowIfNull(work);
        return ExactlyOnce(
            async () =>
            {
                await work().ConfigureAwait(false);
                return true;
            },
            mostAttempts);
    }

    /// <inheritdoc cref="ExactlyOnce(Func{Task}, int)"/>
    /// <typeparam name="T">What the work brings.</typeparam>
    /// <returns>What the work brings.</returns>
    public static async Task<T> ExactlyOnce<T>(Func<Task<T>> work, int mostAttempts = 6)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentOutOfRangeException.ThrowIfLessThan(mostAttempts, 1);
        for (var attempt = 1; ; attempt++)
        {
            using var scope = ExactlyOnce();
            try
            {
                return await work().ConfigureAwait(false);
            }
            catch (Exception exception) when (attempt < mostAttempts && !scope._hasCommitted && FailedWork.LeftNothing(exception))
            {
                // A statement waits for the next writer by itself.
            }
        }
    }

    /// <summary>Notes that something is committed: the work of the scopes around it must not run again.</summary>
    internal static void NoteCommitted()
    {
        for (var scope = Ambient.Value; scope is not null; scope = scope._outer) scope._hasCommitted = true;
    }

    /// <summary>The same once something has run that may have written, unless a transaction goes on.</summary>
    internal static async ValueTask<T> NoteCommittedAsync<T>(ValueTask<T> running, RoutingSession session)
    {
        var result = await running.ConfigureAwait(false);
        if (!session.IsTied) NoteCommitted();
        return result;
    }
}
