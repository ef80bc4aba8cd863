using RoutingData.Testing.Simulation;

namespace RoutingData.Testing;

// MySQL's Group Replication with a single primary: the members elect it themselves, and people do the rest.
public sealed partial class SimulatedCluster
{
    /// <summary>The replication group and what is made beside it; null in other fleets.</summary>
    internal ServerGroups? Groups { get; }

    /// <summary>Cuts servers off from the other members of their group, and not from each other or from clients. The others call them UNREACHABLE after
    /// five seconds and expel them after six, if they are most of the group; without a majority a member gives up after nine.</summary>
    /// <param name="names">The servers, such as db001.</param>
    /// <exception cref="InvalidOperationException">There is no group.</exception>
    public void CutMembers(params IReadOnlyList<string> names) => Regroup("cut off from its group", names, groups => groups.Split([.. names.Select(name => this[name])]));

    /// <summary>Ends <see cref="CutMembers"/>. One that was expelled finds out within 3.2 seconds; until then it answers as before.</summary>
    /// <exception cref="InvalidOperationException">There is no group.</exception>
    public void HealMembers() => Regroup("hears its group", [.. Servers.Select(server => server.Name)], groups => groups.Split([]));

    /// <summary>Makes another member the primary (<c>group_replication_set_as_primary</c>): the former one is read-only first, the view stays.</summary>
    /// <param name="name">The member, such as db002.</param>
    /// <exception cref="InvalidOperationException">It does not answer; or it and the primary are not online in one group that has a majority.</exception>
    public void SetPrimary(string name)
    {
        ThrowUnlessAnswers(this[name]);
        Regroup("is to be the primary", [name], groups => groups.SetPrimary(this[name]));
    }

    /// <summary>Makes a group of one server, with a later number than any before (<c>group_replication_bootstrap_group</c>): the next one after all
    /// members are gone, or one beside the group, by mistake. Other servers join by <see cref="Rejoin"/>.</summary>
    /// <param name="name">The server, such as db001.</param>
    /// <exception cref="InvalidOperationException">It does not answer, or is in a group.</exception>
    public void Bootstrap(string name)
    {
        ThrowUnlessAnswers(this[name]);
        Regroup("makes a group", [name], groups => groups.Bootstrap(this[name]));
    }

    /// <summary>Takes a server out of its group, which goes on without it at once (<c>STOP GROUP_REPLICATION</c>).</summary>
    /// <param name="name">The server, such as db001.</param>
    /// <exception cref="InvalidOperationException">It does not answer, or there is no group.</exception>
    public void LeaveGroup(string name)
    {
        ThrowUnlessAnswers(this[name]);
        Regroup("leaves its group", [name], groups => groups.Leave(this[name]));
    }

    /// <summary>Lets a server refuse questions for its group (1142), as after privileges were revoked.</summary>
    /// <param name="name">The server, such as db001.</param>
    public void HideGroup(string name) => Inflict(name, "does not show its group", server => server.HidesGroup = true);

    /// <summary>Ends <see cref="HideGroup"/>.</summary>
    /// <param name="name">The server, such as db001.</param>
    public void ShowGroup(string name) => Inflict(name, "shows its group", server => server.HidesGroup = false);

    internal void Elected(SimulatedServer server) => Writer = server;

    internal void Record(GroupPicture picture)
    {
        lock (_gate) _history.Add(new SimulatedEvent(Elapsed, SimulatedEventKind.Membership, Writer.Name, 0, $"{picture}") { Group = picture });
    }

    private static void ThrowUnlessPossible(SimulatedClusterOptions? options)
    {
        if (options is null or { Fleet: ClusterFleet.Replication }) return;
        if (options.Fleet == ClusterFleet.Galera) throw new ArgumentException("There are no simulated Galera nodes: use a LocalCluster.", nameof(options));
        if (options.Version.Contains("MariaDB", StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException($"{options.Version} knows no Group Replication: set Version to one of MySQL, such as 9.7.0.", nameof(options));
    }

    private void Regroup(string what, IReadOnlyList<string> names, Action<ServerGroups> order)
    {
        if (Groups is not { } groups) throw new InvalidOperationException("The servers are in no replication group: set SimulatedClusterOptions.Fleet.");
        lock (_gate)
        {
            foreach (var name in names) Record(SimulatedEventKind.Fault, this[name], 0, what);
            order(groups);
        }
    }

    private void ThrowIfGrouped()
    {
        if (Groups is not null) throw new InvalidOperationException("A replication group elects its primary itself: call SetPrimary.");
    }
}
