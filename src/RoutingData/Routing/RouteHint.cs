using RoutingData.Abstractions;
namespace RoutingData.Routing;

/// <summary>What the application itself says of a statement's way: by comment, on the command, or for a scope. It is a wish as a rule's
/// destination is, and as little can bring anything but a plain read to a reader.</summary>
/// <param name="Target">Reader or writer; null when a hostgroup is named, or nothing.</param>
/// <param name="Hostgroup">Hostgroup id.</param>
/// <param name="By">Where it was given, for the reason.</param>
internal readonly record struct RouteHint(RouteTarget? Target, int? Hostgroup, string By)
{
    /// <summary>The hint that asks for nothing.</summary>
    public static RouteHint None => default;

    /// <summary>How fresh its answer has to be, where that is said.</summary>
    public ConsistencyDemand Consistency { get; init; }

    /// <summary>Whether its outcome is to be resolved where its answer is lost.</summary>
    public bool ExactlyOnce { get; init; }

    public bool IsNone => NamesNoPlace && !Consistency.IsSaid && !ExactlyOnce;

    /// <summary>Whether it leaves open where the statement goes.</summary>
    public bool NamesNoPlace => Target is null && Hostgroup is null;
}
