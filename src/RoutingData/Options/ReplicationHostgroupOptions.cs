using System.ComponentModel.DataAnnotations;
using RoutingData.Abstractions;

namespace RoutingData;

/// <summary>
/// A replication hostgroup pair: a row of ProxySQL's <c>mysql_replication_hostgroups</c>. Servers move between the two hostgroups as
/// their read-only variable changes.
/// </summary>
public sealed class ReplicationHostgroupOptions
{
    /// <summary>The hostgroup of the writer (<c>writer_hostgroup</c>).</summary>
    /// <value>A hostgroup id. The default is 10.</value>
    [Range(0, int.MaxValue)]
    public int WriterHostgroup { get; set; } = DefaultHostgroups.Writer;

    /// <summary>The hostgroup of the readers (<c>reader_hostgroup</c>).</summary>
    /// <value>A hostgroup id other than <see cref="WriterHostgroup"/>. The default is 20.</value>
    [Range(0, int.MaxValue)]
    public int ReaderHostgroup { get; set; } = DefaultHostgroups.Reader;

    /// <summary>Which variables of a server say that it is a reader (<c>check_type</c>).</summary>
    /// <value>
    /// <c>read_only</c> (the default), <c>innodb_read_only</c>, <c>super_read_only</c>, <c>read_only|innodb_read_only</c>,
    /// <c>read_only&amp;innodb_read_only</c>, <c>group_replication</c>: MySQL's Group Replication with a single primary, whose members are asked
    /// who is in the group's newest view and who is its primary (docs/fleets.md says which privileges that takes), or <c>galera</c>: nodes of Galera,
    /// which are asked for their state, and of which the first one that serves is the writer.
    /// </value>
    public string CheckType { get; set; } = "read_only";

    /// <summary>How long a node of Galera has to have served without a break before it takes the place of a writer that comes after it in the configuration.
    /// With another <see cref="CheckType"/> it counts for nothing.</summary>
    /// <value>Milliseconds. The default is 60000: longer than a node is in trouble that comes and goes. 0 takes over at once.</value>
    [Range(0, int.MaxValue)]
    public int TakeBackAfterMs { get; set; } = 60_000;

    /// <summary>A note for people (<c>comment</c>).</summary>
    public string? Comment { get; set; }
}
