namespace RoutingData.ProxySql.Mapping;

/// <param name="Writer">The hostgroup of the writer.</param>
/// <param name="Reader">The hostgroup of the readers.</param>
/// <param name="CheckType">What tells them apart.</param>
/// <param name="Others">Further hostgroups whose servers belong to the pair.</param>
/// <param name="Comment">A note.</param>
internal sealed record HostgroupPair(int Writer, int Reader, string CheckType, int[] Others, string? Comment);
