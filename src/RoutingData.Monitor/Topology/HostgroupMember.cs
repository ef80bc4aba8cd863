namespace RoutingData.Monitor;

/// <summary>A server that may be used for a hostgroup right now.</summary>
public sealed record HostgroupMember
{
    internal HostgroupMember(ServerDefinition definition, ServerState state)
    {
        Definition = definition;
        State = state;
    }

    /// <summary>Its entry, with weight and limits as configured whatever its role has been.</summary>
    public ServerDefinition Definition { get; init; }

    /// <summary>What is known of it.</summary>
    public ServerState State { get; init; }

    /// <summary>The address at which it listens.</summary>
    public ServerAddress Address => State.Address;
}
