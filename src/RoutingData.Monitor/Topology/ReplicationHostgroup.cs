namespace RoutingData.Monitor;

/// <summary>A replication hostgroup pair: servers move between the two as their read_only says
/// (<c>mysql_replication_hostgroups</c>).</summary>
/// <param name="WriterHostgroup">Hostgroup id of the writer.</param>
/// <param name="ReaderHostgroup">Hostgroup id of the readers.</param>
/// <param name="Check">Which variables make a reader.</param>
public sealed record ReplicationHostgroup(int WriterHostgroup, int ReaderHostgroup, ReadOnlyCheck Check = ReadOnlyCheck.ReadOnly)
{
    /// <summary>Whether a hostgroup id is one of the two.</summary>
    public bool Contains(int hostgroup) => hostgroup == WriterHostgroup || hostgroup == ReaderHostgroup;
}
