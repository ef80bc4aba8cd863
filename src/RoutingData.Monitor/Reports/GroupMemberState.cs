namespace RoutingData.Monitor.Reports;

/// <summary>What a member of a replication group does, as another member sees it (<c>replication_group_members.member_state</c>).</summary>
internal enum GroupMemberState
{
    /// <summary>Takes part, and shows what the group has agreed on.</summary>
    Online,

    /// <summary>Has joined, and still fetches what it lacks.</summary>
    Recovering,

    /// <summary>Has not been heard from for a while, and is not expelled yet.</summary>
    Unreachable,

    /// <summary>Has left the group, or has never been in it, or has failed.</summary>
    Away,
}
