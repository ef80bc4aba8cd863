namespace RoutingData.Monitor;

/// <summary>A replication hostgroup pair: servers move between the two as their read_only says
/// (<c>mysql_replication_hostgroups</c>).</summary>
public sealed record ReplicationHostgroup
{
    internal ReplicationHostgroup(int writerHostgroup, int readerHostgroup, ReadOnlyCheck check = ReadOnlyCheck.ReadOnly)
    {
        WriterHostgroup = writerHostgroup;
        ReaderHostgroup = readerHostgroup;
        Check = check;
    }

    /// <summary>Hostgroup id of the writer.</summary>
    public int WriterHostgroup { get; init; }

    /// <summary>Hostgroup id of the readers.</summary>
    public int ReaderHostgroup { get; init; }

    /// <summary>Which variables make a reader.</summary>
    public ReadOnlyCheck Check { get; init; }

    /// <summary>Whether its servers are asked for their replication group.</summary>
    internal bool AsksForGroup => Check == ReadOnlyCheck.GroupReplication;

    /// <summary>Whether its servers are asked for their state as nodes of Galera.</summary>
    internal bool AsksForNode => Check == ReadOnlyCheck.Galera;

    /// <summary>How long a node of Galera that comes before the writer has to have served before it takes the writer's place; a minute by default.</summary>
    internal TimeSpan TakeBackAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether a hostgroup id is one of the two.</summary>
    public bool Contains(int hostgroup) => hostgroup == WriterHostgroup || hostgroup == ReaderHostgroup;
}
