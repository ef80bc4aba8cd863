using System.Diagnostics;

namespace RoutingData.Testing.Replication;

/// <summary>What a promoter does when the writer is healthy: close it for writes, let the candidate catch up, change places.</summary>
internal static class PlannedSwitchover
{
    public static async Task<Promotion> RunAsync(
        LocalServer target,
        AdminConnection candidate,
        AdminConnection oldWriter,
        IReadOnlyList<AdminConnection> others,
        CancellationToken cancellationToken)
    {
        await CatchUpAsync(candidate, oldWriter, cancellationToken).ConfigureAwait(false);
        await candidate.PrepareAsWriterAsync(cancellationToken).ConfigureAwait(false);

        var promotion = new Promotion(target, TimeProvider.System.GetUtcNow(), Stopwatch.GetTimestamp());
        await candidate.ExecuteAsync(candidate.Sql.Writable, cancellationToken).ConfigureAwait(false);

        await Task.WhenAll(others
            .Select(server => server.FollowAsync(target.Address, formerWriter: false, cancellationToken))
            .Append(oldWriter.FollowAsync(target.Address, formerWriter: true, cancellationToken))).ConfigureAwait(false);
        await Task.WhenAll(others.Append(oldWriter).Select(server => server.WaitConnectedAsync(cancellationToken))).ConfigureAwait(false);
        return promotion;
    }

    private static async Task CatchUpAsync(AdminConnection candidate, AdminConnection oldWriter, CancellationToken cancellationToken)
    {
        await oldWriter.CloseForWritesAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var written = await oldWriter.TextAsync(oldWriter.Sql.Committed, cancellationToken).ConfigureAwait(false);
            await candidate.WaitAppliedAsync(written, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // The switchover is off: without this the cluster would have no writer at all.
            await oldWriter.ExecuteAsync(oldWriter.Sql.Writable, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }
}
