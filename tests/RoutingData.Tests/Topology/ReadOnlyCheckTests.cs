using RoutingData.Monitor;

namespace RoutingData.Tests.Topology;

/// <summary>mysql_replication_hostgroups.check_type: which variables make a reader.</summary>
public sealed class ReadOnlyCheckTests
{
    [Theory]
    [InlineData(ReadOnlyCheck.ReadOnly, "read_only read_only,super read_only,innodb read_only,super,innodb")]
    [InlineData(ReadOnlyCheck.InnodbReadOnly, "innodb read_only,innodb super,innodb read_only,super,innodb")]
    [InlineData(ReadOnlyCheck.SuperReadOnly, "super read_only,super super,innodb read_only,super,innodb")]
    [InlineData(ReadOnlyCheck.ReadOnlyOrInnodbReadOnly,
        "read_only innodb read_only,super read_only,innodb super,innodb read_only,super,innodb")]
    [InlineData(ReadOnlyCheck.ReadOnlyAndInnodbReadOnly, "read_only,innodb read_only,super,innodb")]
    public void The_check_says_which_variables_make_a_reader(ReadOnlyCheck check, string readers)
    {
        for (var bits = 0; bits < 8; bits++)
        {
            var (readOnly, super, innodb) = ((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0);
            string[] set = [.. new[] { readOnly ? "read_only" : "", super ? "super" : "", innodb ? "innodb" : "" }
                .Where(name => name.Length > 0)];
            var isReader = readers.Split(' ').Contains(string.Join(',', set));

            var fleet = new Fleet(new TopologyDefinition
            {
                Servers = [new(10, Fleet.Address('a'))],
                ReplicationHostgroups = [new ReplicationHostgroup(10, 20, check)],
                WriterIsAlsoReader = false,
            });
            fleet.See(Fleet.Address('a'), ProbeWord.Report('a', readOnly) with { SuperReadOnly = super, InnodbReadOnly = innodb });

            Assert.Equal($"{string.Join(',', set)}: {(isReader ? "|a|" : "a||")}", $"{string.Join(',', set)}: {fleet.Roles}");
        }
    }
}
