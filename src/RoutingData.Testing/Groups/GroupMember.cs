using RoutingData.Monitor;

namespace RoutingData.Testing.Groups;

/// <summary>A member's place among the others.</summary>
/// <param name="Number">Its number, from 1; also its <c>@@server_id</c>.</param>
/// <param name="Name">Its name, such as db001.</param>
/// <param name="Group">A UUID, the same for all of a cluster.</param>
/// <param name="Addresses">Where the members listen for clients, in the order of their numbers.</param>
/// <param name="FirstPort">The first of the ports that the members may use among themselves.</param>
internal sealed record GroupMember(int Number, string Name, Guid Group, IReadOnlyList<ServerAddress> Addresses, int FirstPort)
{
    public ServerAddress Address => Addresses[Number - 1];
}
