namespace RoutingData;

/// <summary>The decision where a statement goes, and why. Made without a server; see <see cref="RoutingDbDataSource.Explain"/>.</summary>
public sealed record RouteDecision
{
    internal RouteDecision(RouteTarget target, int hostgroup, int? ruleId, string reason, bool pins)
    {
        Target = target;
        Hostgroup = hostgroup;
        RuleId = ruleId;
        Reason = reason;
        Pins = pins;
    }

    /// <summary>Reader, writer, or the connection that holds the session's state.</summary>
    public RouteTarget Target { get; init; }

    /// <summary>Hostgroup id it goes to.</summary>
    public int Hostgroup { get; init; }

    /// <summary>The query rule that chose the hostgroup; null when the classifier did.</summary>
    public int? RuleId { get; init; }

    /// <summary>A sentence that says why. It holds no literal of the statement.</summary>
    public string Reason { get; init; }

    /// <summary>Whether the session stays on its writer connection afterwards.</summary>
    public bool Pins { get; init; }
}
