namespace RoutingData.Abstractions;

/// <summary>The hostgroups that are assumed where none is said: ProxySQL's customary pair.</summary>
internal static class DefaultHostgroups
{
    public const int Writer = 10;
    public const int Reader = 20;
}
