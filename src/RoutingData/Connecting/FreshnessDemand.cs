using RoutingData.Monitor;
using RoutingData.Pools;

namespace RoutingData.Connecting;

/// <summary>Which servers may answer a read: the writer, the one that the session was on last, and those that show what was answered by a
/// moment. A server never shows less than it has shown, while it runs.</summary>
/// <param name="Since">The moment by which all that the session has written and seen was answered; 0 for none.</param>
/// <param name="Bound">The moment by which others' writes were answered that the answer must show too; 0 for none.</param>
/// <param name="Previous">The held connection to the server it was on last; null when that one may lack something.</param>
/// <param name="Same">That server.</param>
internal readonly record struct FreshnessDemand(long Since, long Bound, BackendConnection? Previous, ServerAddress? Same)
{
    /// <summary>Any server may answer.</summary>
    public static FreshnessDemand None => default;

    public bool IsNone => Since == 0 && Bound == 0;

    /// <summary>Whether a held connection may answer.</summary>
    public bool IsMetBy(BackendConnection backend, int hostgroup, TopologySnapshot topology) =>
        (Since == 0 || backend == Previous || topology.Shows(hostgroup, backend.Server, Since)) &&
        (Bound == 0 || topology.ShowsAll(hostgroup, backend.Server, Bound));

    /// <summary>Whether the writer may answer in the readers' place: for others' writes it has to be known that it is the writer still. One that counts no writes is
    /// believed.</summary>
    public bool IsMetByWriter(int hostgroup, TopologySnapshot topology) =>
        Bound == 0 || topology.FreshnessOf(hostgroup) is not { IsBlind: false } ||
        (topology.WriterOf(hostgroup) is { } writer && topology.ShowsAll(hostgroup, writer.Address, Bound));

    /// <summary>Whether a reader that is not the writer may answer.</summary>
    public bool IsMetByReader(int hostgroup, TopologySnapshot topology)
    {
        var writer = topology.WriterOf(hostgroup)?.Address;
        foreach (var member in topology.MembersOf(hostgroup))
        {
            if (member.Address != writer && IsMetBy(member, hostgroup, topology)) return true;
        }

        return false;
    }

    /// <summary>Whether a member of a hostgroup may answer, over whichever connection.</summary>
    public bool IsMetBy(HostgroupMember member, int hostgroup, TopologySnapshot topology) =>
        (Since == 0 || (Same == member.Address && IsAsItWas(member.State)) || topology.Shows(hostgroup, member.Address, Since)) &&
        (Bound == 0 || topology.ShowsAll(hostgroup, member.Address, Bound));

    // The statement that the session ran there last had been answered at the moment, or later.
    private bool IsAsItWas(ServerState server) => !server.LeadsToSeveral && server.UnbrokenSince <= Since;

    /// <summary>Whether a server is known to show enough by what was fetched, whatever else speaks for it: the writer too.</summary>
    public bool IsShownBy(HostgroupMember member, int hostgroup, TopologySnapshot topology) =>
        topology.FreshUpTo(hostgroup, member.Address) > Math.Max(Since, Bound) || topology.FreshnessOf(hostgroup) is null;
}
