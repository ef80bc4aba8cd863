using System.Diagnostics;
using RoutingData.Monitor.Gtids;

namespace RoutingData.Testing.Replication;

/// <summary>
/// What a promoter does when the writer is gone: let the candidate apply all that any replica has received, point the others at
/// it, make it writable. Without the first step acknowledged rows would be lost, because a commit waits for one replica only.
/// </summary>
internal static class CrashPromotion
{
    public static async Task<Promotion> RunAsync(
        LocalServer target, AdminConnection candidate, IReadOnlyList<AdminConnection> others, CancellationToken cancellationToken)
    {
        var replicas = await ReplicasAsync(others, cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(replicas.Append(candidate).Select(server => server.StopReceivingAsync(cancellationToken))).ConfigureAwait(false);
        await TakeWhatOthersHaveAsync(candidate, replicas, cancellationToken).ConfigureAwait(false);

        await candidate.PrepareAsWriterAsync(cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(replicas.Select(replica => replica.FollowAsync(target.Address, formerWriter: false, cancellationToken)))
            .ConfigureAwait(false);

        var promotion = new Promotion(target, TimeProvider.System.GetUtcNow(), Stopwatch.GetTimestamp());
        await candidate.ExecuteAsync(candidate.Sql.Writable, cancellationToken).ConfigureAwait(false);
        return promotion;
    }

    // A server that replicates from no server is a former writer: it is not touched.
    private static async Task<List<AdminConnection>> ReplicasAsync(
        IReadOnlyList<AdminConnection> others, CancellationToken cancellationToken)
    {
        var statuses = await Task.WhenAll(others.Select(server => server.StatusAsync(cancellationToken))).ConfigureAwait(false);
        return [.. others.Zip(statuses).Where(pair => pair.Second is not null).Select(pair => pair.First)];
    }

    private static async Task TakeWhatOthersHaveAsync(
        AdminConnection candidate, List<AdminConnection> replicas, CancellationToken cancellationToken)
    {
        var formerWriter = await candidate.StatusAsync(cancellationToken).ConfigureAwait(false) is null;
        var has = await candidate.ReceivedAsync(cancellationToken).ConfigureAwait(false);
        if (!formerWriter)
            await candidate.WaitAppliedAsync(has, cancellationToken).ConfigureAwait(false);

        foreach (var replica in replicas)
        {
            var offers = await replica.ReceivedAsync(cancellationToken).ConfigureAwait(false);
            if (GtidPosition.Contains(has, offers, candidate.Flavor))
                continue;
            await replica.WaitAppliedAsync(offers, cancellationToken).ConfigureAwait(false);
            await candidate.FollowAsync(replica.Address, formerWriter, cancellationToken).ConfigureAwait(false);
            await candidate.WaitAppliedAsync(offers, cancellationToken).ConfigureAwait(false);
            (has, formerWriter) = (offers, false);
        }
    }
}
