namespace RoutingData.Monitor;

/// <summary>A server that may be used for a hostgroup right now.</summary>
/// <param name="Definition">Its entry, with weight and limits as configured whatever its role has been.</param>
/// <param name="State">What is known of it.</param>
public sealed record HostgroupMember(ServerDefinition Definition, ServerState State)
{
    /// <summary>Where it listens.</summary>
    public ServerAddress Address => State.Address;
}
