using RoutingData.Testing.Simulation;

namespace RoutingData.Testing;

// What a promoter does: Orchestrator, MaxScale, a person.
public sealed partial class SimulatedCluster
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(1);

    /// <summary>Sets a server's <c>read_only</c>.</summary>
    /// <param name="name">The server, such as db001.</param>
    /// <param name="readOnly">Whether it takes no writes.</param>
    /// <exception cref="InvalidOperationException">It does not answer.</exception>
    public void SetReadOnly(string name, bool readOnly) =>
        Order(
            name, readOnly ? "read-only" : "writable",
            server => (server.IsReadOnly, server.RefusesWrites) = (readOnly, false));

    /// <summary>Makes a server refuse writes with 1290 while its <c>read_only</c> is 0: as MariaDB does a moment before it is 1, and every
    /// server under other options with that error.</summary>
    /// <param name="name">The server, such as db001.</param>
    /// <exception cref="InvalidOperationException">It does not answer.</exception>
    public void RefuseWrites(string name) => Order(name, "refuses writes", server => server.RefusesWrites = true);

    /// <summary>Ends <see cref="RefuseWrites"/>, as do <see cref="SetReadOnly"/>, <see cref="Promote"/> and <see cref="Restart"/>.</summary>
    /// <param name="name">The server, such as db001.</param>
    /// <exception cref="InvalidOperationException">It does not answer.</exception>
    public void AcceptWrites(string name) => Order(name, "accepts writes", server => server.RefusesWrites = false);

    /// <summary>
    /// Promotes a replica: it applies what it has received, stops replicating and becomes writable; the other servers that answer and are
    /// read-only replicate from it. The former writer is left as it is: the promoter must be sure that it is dead or read-only.
    /// </summary>
    /// <param name="name">The server, such as db002.</param>
    /// <exception cref="InvalidOperationException">It does not answer, or is in a replication group, which elects by itself.</exception>
    public void Promote(string name) => Order(name, "promoted", server =>
    {
        ThrowIfGrouped();
        server.Replication.CatchUp();
        server.Replication.Source = null;
        (server.IsReadOnly, server.RefusesWrites) = (false, false);
        Writer = server;
        foreach (var other in Servers)
        {
            if (other != server && other is { Answers: true, IsReadOnly: true }) Follow(other);
        }
    });

    /// <summary>A planned switchover: the writer becomes read-only, the replica catches up, is promoted, and the former writer replicates
    /// from it.</summary>
    /// <param name="name">The server, such as db002.</param>
    /// <param name="cancellationToken">Stops waiting for it to catch up.</param>
    /// <exception cref="InvalidOperationException">It or the writer does not answer, or it does not replicate from the writer.</exception>
    public async Task SwitchoverAsync(string name, CancellationToken cancellationToken = default)
    {
        ThrowIfGrouped();
        var (former, next) = (Writer, this[name]);
        ThrowUnlessAnswers(former);
        if (next.Source != former) throw new InvalidOperationException($"{next} does not replicate from {former}.");
        SetReadOnly(former.Name, readOnly: true);
        while (former.Log.Transactions.Any(transaction => !next.Log.Contains(transaction)))
            await Task.Delay(PollInterval, TimeProvider, cancellationToken).ConfigureAwait(false);
        Promote(name);
    }

    /// <summary>Makes a server that has come back a read-only replica of the writer, or lets it join its replication group again. What it alone has is
    /// lost, as when it is cloned anew.</summary>
    /// <param name="name">The server, such as db001.</param>
    /// <exception cref="InvalidOperationException">It does not answer, is the writer, is in a group, or finds none that has a majority.</exception>
    public void Rejoin(string name) => Order(name, Groups is null ? $"replica of {Writer}" : "joins its group", server =>
    {
        if (Groups is { } groups)
        {
            groups.Join(server);
            return;
        }

        if (server == Writer) throw new InvalidOperationException($"{server} is the writer.");
        (server.IsReadOnly, server.RefusesWrites) = (true, false);
        Follow(server);
    });

    private void Order(string name, string what, Action<SimulatedServer> order)
    {
        ThrowUnlessAnswers(this[name]);
        Inflict(name, what, order);
    }

    private void Follow(SimulatedServer server)
    {
        server.Replication.Forget();
        foreach (var lost in server.Log.CutTo(Writer.Log.Contains))
            Record(SimulatedEventKind.Discarded, server, 0, $"{lost.Changes.Length} changes", lost);
        server.Replication.Source = Writer;
        // Its log is another one now: a server that replicates from it begins anew.
        foreach (var replica in Servers.Where(replica => replica.Source == server)) replica.Replication.Source = server;
    }

    private static void ThrowUnlessAnswers(SimulatedServer server)
    {
        if (!server.Answers) throw new InvalidOperationException($"{server} does not answer.");
    }
}
