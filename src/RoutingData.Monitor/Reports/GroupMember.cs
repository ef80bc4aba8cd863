namespace RoutingData.Monitor.Reports;

/// <summary>One member of a replication group, as one server sees it.</summary>
/// <param name="Identity">Its server_uuid.</param>
/// <param name="State">What it does.</param>
/// <param name="IsPrimary">Whether it takes the group's writes.</param>
internal readonly record struct GroupMember(string Identity, GroupMemberState State, bool IsPrimary);
