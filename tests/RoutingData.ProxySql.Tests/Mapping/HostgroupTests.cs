namespace RoutingData.ProxySql.Tests.Mapping;

/// <summary>Pairs of hostgroups, and where statements go that no rule sends elsewhere.</summary>
public sealed class HostgroupTests
{
    private const string Rule = "mysql_query_rules = ( { rule_id=1, match_digest=\"^SELECT\", destination_hostgroup=20, apply=1 } )\n";

    [Theory]
    // A pair's writer is taken as it is.
    [InlineData("(10,a)(20,b)", "(10,20)", 10, 10, "10,20", null)]
    // Of a reader hostgroup the pair's writer is taken.
    [InlineData("(10,a)(20,b)", "(10,20)", 20, 10, "10,20", "Adjusted mysql_users.default_hostgroup")]
    // A hostgroup without a server is none.
    [InlineData("(10,a)(20,b)", "(10,20)", 0, 10, "10,20", "Adjusted mysql_users.default_hostgroup")]
    // A hostgroup by itself stays one beside a pair.
    [InlineData("(10,a)(20,b)(30,c)", "(10,20)", 30, 30, "10,20", null)]
    // Without any pair the default hostgroup becomes the writer's of one, whose readers' hostgroup is none that is used.
    [InlineData("(0,a)", "", 0, 0, "0,20", "Adjusted mysql_replication_hostgroups")]
    [InlineData("(10,a)(20,b)", "", 10, 10, "10,21", "Adjusted mysql_replication_hostgroups")]
    [InlineData("(20,a)", "", 20, 20, "20,21", "Adjusted mysql_replication_hostgroups")]
    // A pair without a server is none.
    [InlineData("(10,a)(20,b)", "(10,20)(30,40)", 10, 10, "10,20", "NotSupported mysql_replication_hostgroups")]
    public void Default_hostgroup_has_a_writer(string servers, string pairs, int wanted, int taken, string pair, string? said)
    {
        var import = Imports.File(
            $"mysql_servers = ( {Rows(servers, "hostgroup={0}, address=\"{1}\"")} )\n" +
            $"mysql_replication_hostgroups = ( {Rows(pairs, "writer_hostgroup={0}, reader_hostgroup={1}")} )\n" +
            $"mysql_users = ( {{ username=\"app\", password=\"x\", default_hostgroup={wanted} }} )\n" +
            (servers.Contains("(20", StringComparison.Ordinal) ? Rule : "mysql_query_rules = ( { rule_id=1, destination_hostgroup=0 } )"));

        var options = import.Options();
        Assert.Equal(taken, options.DefaultHostgroup);
        Assert.Equal(pair, string.Join(' ', options.ReplicationHostgroups.Select(p => $"{p.WriterHostgroup},{p.ReaderHostgroup}")));
        Assert.Equal(said is null ? [] : [said], import.Said());
    }

    [Fact]
    public void A_user_of_readers_has_its_plain_reads_on_readers_unless_a_rule_says_more()
    {
        var options = Imports.File(Imports.Servers.Replace("default_hostgroup = 10", "default_hostgroup = 20", StringComparison.Ordinal) + """
            mysql_query_rules = ( { rule_id=5, match_digest="^SELECT .* FROM audit", destination_hostgroup=10 } )
            """).Options();
        Assert.Equal([(0, 20), (5, 10)], options.QueryRules.Select(rule => (rule.RuleId, rule.DestinationHostgroup!.Value)));
        Assert.False(options.QueryRules[0].Apply);
    }

    [Fact]
    public void Without_rules_everything_goes_where_ProxySQL_sends_it()
    {
        var import = Imports.File(Imports.Servers);
        var rule = Assert.Single(import.Options().QueryRules);
        Assert.Equal((10, true, null, null), (rule.DestinationHostgroup, rule.Apply, rule.MatchDigest, rule.MatchPattern));
        Assert.Equal(["Adjusted mysql_query_rules"], import.Said());
    }

    [Theory]
    [InlineData("mysql_group_replication_hostgroups", "group_replication")]
    [InlineData("mysql_galera_hostgroups", "galera")]
    public void A_cluster_becomes_a_pair_with_all_its_servers(string table, string checkType)
    {
        var import = Imports.File($$"""
            mysql_servers = ( { hostgroup=10, address="a" }, { hostgroup=11, address="b" }, { hostgroup=20, address="b" }, { hostgroup=30, address="c" } )
            {{table}} = ( { writer_hostgroup=10, backup_writer_hostgroup=11, reader_hostgroup=20, offline_hostgroup=30, max_writers=2, writer_is_also_reader=1 } )
            mysql_users = ( { username="app", password="x", default_hostgroup=10 } )
            mysql_query_rules = ( { rule_id=1, match_digest="^SELECT", destination_hostgroup=20, apply=1 } )
            """);
        var options = import.Options();
        Assert.Equal([(10, "a"), (20, "b"), (20, "c")], options.Servers.Select(server => (server.HostgroupId, server.Hostname)));
        Assert.Equal((10, 20, checkType), options.ReplicationHostgroups.Select(pair => (pair.WriterHostgroup, pair.ReaderHostgroup, pair.CheckType)).Single());
        Assert.True(options.Monitor.WriterIsAlsoReader);
        Assert.Equal(
            [$"NotNeeded {table}.backup_writer_hostgroup", $"NotNeeded {table}.offline_hostgroup", $"NotSupported {table}.max_writers", $"Adjusted {table}"],
            import.Said());
    }

    [Fact]
    public void Aurora_is_told_apart_by_innodb_read_only()
    {
        var options = Imports.File("""
            mysql_servers = ( { hostgroup=1, address="a" }, { hostgroup=2, address="b" } )
            mysql_aws_aurora_hostgroups = ( { writer_hostgroup=1, reader_hostgroup=2, domain_name=".x.rds.amazonaws.com" } )
            mysql_users = ( { username="app", password="x", default_hostgroup=1 } )
            """).Options();
        Assert.Equal("innodb_read_only", options.ReplicationHostgroups.Single().CheckType);
        Assert.False(options.Monitor.WriterIsAlsoReader);
    }

    private static string Rows(string rows, string format) => string.Join(", ",
        from row in rows.Split(['(', ')'], StringSplitOptions.RemoveEmptyEntries)
        let cells = row.Split(',')
        select $"{{ {string.Format(System.Globalization.CultureInfo.InvariantCulture, format, cells[0], cells[1])} }}");
}
