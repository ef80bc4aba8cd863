namespace RoutingData.Bench.Consistency;

/// <summary>On which connection a turn's statements run.</summary>
internal enum ConnectionUse
{
    Same,
    Reopened,
    New,
    Scope,
}
