using RoutingData.ProxySql.Tables;

namespace RoutingData.ProxySql.Mapping;

/// <summary>What becomes of each column of the tables that are taken over. Reasons count where a row says something else than the default.</summary>
internal static class ColumnMeanings
{
    private static readonly Meaning Comment = Meaning.NotNeeded("Notes of pairs of clusters and of users have no place; those of servers, pairs and rules do.");

    public static IReadOnlyDictionary<string, Meaning> All { get; } = new Dictionary<string, Meaning>(StringComparer.Ordinal)
    {
        ["mysql_servers.hostgroup_id"] = Meaning.Is("Servers:HostgroupId"),
        ["mysql_servers.hostname"] = Meaning.Is("Servers:Hostname"),
        ["mysql_servers.port"] = Meaning.Is("Servers:Port"),
        ["mysql_servers.gtid_port"] = Meaning.NotNeeded(Reasons.Gtid),
        ["mysql_servers.status"] = Meaning.Is("Servers:Status", "Only the monitor shuns: SHUNNED is taken as ONLINE, as ProxySQL takes it."),
        ["mysql_servers.weight"] = Meaning.Is("Servers:Weight"),
        ["mysql_servers.compression"] = Meaning.NotSupported("A keyword of the driver, for all servers: Use Compression=true in ConnectionString."),
        ["mysql_servers.max_connections"] = Meaning.Is("Servers:MaxConnections", "A server with max_connections 0 is taken as OFFLINE_SOFT: it gets no statements."),
        ["mysql_servers.max_replication_lag"] = Meaning.Is("Servers:MaxReplicationLag"),
        ["mysql_servers.use_ssl"] = Meaning.Is("Servers:UseSsl"),
        ["mysql_servers.max_latency_ms"] = Meaning.NotSupported("Weights decide, not latencies."),
        ["mysql_servers.comment"] = Meaning.Is("Servers:Comment"),

        ["mysql_replication_hostgroups.writer_hostgroup"] = Meaning.Is("ReplicationHostgroups:WriterHostgroup"),
        ["mysql_replication_hostgroups.reader_hostgroup"] = Meaning.Is("ReplicationHostgroups:ReaderHostgroup"),
        ["mysql_replication_hostgroups.check_type"] = Meaning.Is("ReplicationHostgroups:CheckType"),
        ["mysql_replication_hostgroups.comment"] = Meaning.Is("ReplicationHostgroups:Comment"),

        ["mysql_users.username"] = Meaning.Is("Username", "A data source has one user: the first active one, or the one that is asked for."),
        ["mysql_users.password"] = Meaning.Is("Password", "A hash cannot be logged in with: set Password from another configuration source."),
        ["mysql_users.active"] = Meaning.NotNeeded("An inactive user cannot log in to ProxySQL either, and is left out."),
        ["mysql_users.use_ssl"] = Meaning.NotNeeded(Reasons.NoClients),
        ["mysql_users.default_hostgroup"] = Meaning.Is("DefaultHostgroup",
            "It must have writers: of a hostgroup of readers the pair's writer is taken, and plain reads go to the readers by a first rule."),
        ["mysql_users.default_schema"] = Meaning.Is("DefaultSchema"),
        ["mysql_users.schema_locked"] = Meaning.NotNeeded("ProxySQL does not heed it either."),
        ["mysql_users.transaction_persistent"] = Meaning.NotSupported(
            "Statements of a transaction stay on its server, as with 1: on another one they would see neither its rows nor its locks."),
        ["mysql_users.fast_forward"] = Meaning.NotSupported("Every statement is routed."),
        ["mysql_users.backend"] = Meaning.NotNeeded("The application's user is the servers' user."),
        ["mysql_users.frontend"] = Meaning.NotNeeded("The application's user is the servers' user."),
        ["mysql_users.max_connections"] = Meaning.Is("Pool:MaxConnections", "The lower one of this and of mysql-max_connections."),
        ["mysql_users.attributes"] = Meaning.NotSupported("There are no attributes of users."),
        ["mysql_users.comment"] = Comment,

        ["mysql_query_rules.rule_id"] = Meaning.Is("QueryRules:RuleId"),
        ["mysql_query_rules.active"] = Meaning.Is("QueryRules:Active", "A rule that is not active is left out, as in ProxySQL's runtime."),
        ["mysql_query_rules.username"] = Meaning.Is("QueryRules:Username"),
        ["mysql_query_rules.schemaname"] = Meaning.Is("QueryRules:SchemaName"),
        ["mysql_query_rules.flagIN"] = Meaning.Is("QueryRules:FlagIn"),
        ["mysql_query_rules.client_addr"] = Meaning.NotSupported($"{Reasons.NoClients} The rule is left out."),
        ["mysql_query_rules.proxy_addr"] = Meaning.NotSupported($"{Reasons.NoClients} The rule is left out."),
        ["mysql_query_rules.proxy_port"] = Meaning.NotSupported(
            "No port is opened. The rule is left out, unless ProxyPort names the port that this application uses: then the rules of that port count."),
        ["mysql_query_rules.digest"] = Meaning.NotSupported("RoutingData's digests are other numbers than ProxySQL's: write match_digest. The rule is left out."),
        ["mysql_query_rules.match_digest"] = Meaning.Is("QueryRules:MatchDigest"),
        ["mysql_query_rules.match_pattern"] = Meaning.Is("QueryRules:MatchPattern"),
        ["mysql_query_rules.negate_match_pattern"] = Meaning.Is("QueryRules:NegateMatchPattern"),
        ["mysql_query_rules.re_modifiers"] = Meaning.Is("QueryRules:ReModifiers", "There are CASELESS and GLOBAL; others are left out."),
        ["mysql_query_rules.flagOUT"] = Meaning.Is("QueryRules:FlagOut"),
        ["mysql_query_rules.replace_pattern"] = Meaning.Is("QueryRules:ReplacePattern", "Without a match_pattern it replaces nothing, in ProxySQL too, and is left out."),
        ["mysql_query_rules.destination_hostgroup"] = Meaning.Is("QueryRules:DestinationHostgroup"),
        ["mysql_query_rules.cache_ttl"] = Meaning.NotSupported(Reasons.NoCache),
        ["mysql_query_rules.cache_empty_result"] = Meaning.NotSupported(Reasons.NoCache),
        ["mysql_query_rules.cache_timeout"] = Meaning.NotSupported(Reasons.NoCache),
        ["mysql_query_rules.reconnect"] = Meaning.NotNeeded("ProxySQL does not heed it either."),
        ["mysql_query_rules.timeout"] = Meaning.Is("QueryRules:Timeout"),
        ["mysql_query_rules.retries"] = Meaning.Is("QueryRules:Retries"),
        ["mysql_query_rules.delay"] = Meaning.Is("QueryRules:Delay"),
        ["mysql_query_rules.next_query_flagIN"] = Meaning.NotSupported("Each statement begins in chain 0."),
        ["mysql_query_rules.mirror_flagOUT"] = Meaning.NotSupported(Reasons.NoMirror),
        ["mysql_query_rules.mirror_hostgroup"] = Meaning.NotSupported(Reasons.NoMirror),
        ["mysql_query_rules.error_msg"] = Meaning.Is("QueryRules:ErrorMsg"),
        ["mysql_query_rules.OK_msg"] = Meaning.NotSupported("No statement is answered without a server. The rule is left out."),
        ["mysql_query_rules.sticky_conn"] = Meaning.NotNeeded("ProxySQL does not heed it either."),
        ["mysql_query_rules.multiplex"] = Meaning.Is("QueryRules:Multiplex", "2 does not exist: what a statement leaves in the session is known by itself."),
        ["mysql_query_rules.gtid_from_hostgroup"] = Meaning.NotNeeded(Reasons.Gtid),
        ["mysql_query_rules.log"] = Meaning.Is("QueryRules:Log"),
        ["mysql_query_rules.apply"] = Meaning.Is("QueryRules:Apply"),
        ["mysql_query_rules.attributes"] = Meaning.NotSupported("Chains have no weights: flagOUT alone says where evaluation goes on."),
        ["mysql_query_rules.comment"] = Meaning.Is("QueryRules:Comment"),

        ["mysql_query_rules_fast_routing.username"] = Meaning.Is("QueryRules:Username", "Each row becomes a rule behind all others."),
        ["mysql_query_rules_fast_routing.schemaname"] = Meaning.Is("QueryRules:SchemaName"),
        ["mysql_query_rules_fast_routing.flagIN"] = Meaning.Is("QueryRules:FlagIn"),
        ["mysql_query_rules_fast_routing.destination_hostgroup"] = Meaning.Is("QueryRules:DestinationHostgroup"),
        ["mysql_query_rules_fast_routing.comment"] = Meaning.Is("QueryRules:Comment"),
    }
    .Concat(OfCluster("mysql_group_replication_hostgroups", "group_replication"))
    .Concat(OfCluster("mysql_galera_hostgroups", "galera"))
    .Concat(OfCluster("mysql_aws_aurora_hostgroups", "innodb_read_only")).ToDictionary(StringComparer.Ordinal);

    private static IEnumerable<KeyValuePair<string, Meaning>> OfCluster(string table, string checkType) =>
        from column in TableCatalog.Find(table)!.Columns
        select KeyValuePair.Create($"{table}.{column.Name}", column.Name switch
        {
            "writer_hostgroup" => Meaning.Is("ReplicationHostgroups:WriterHostgroup", $"The row becomes a pair that is told apart by {checkType}."),
            "reader_hostgroup" => Meaning.Is("ReplicationHostgroups:ReaderHostgroup"),
            "active" => Meaning.NotNeeded("A row that is not active is left out."),
            "writer_is_also_reader" => Meaning.Is("Monitor:WriterIsAlsoReader", "One value for all pairs."),
            "backup_writer_hostgroup" or "offline_hostgroup" => Meaning.NotNeeded("Its servers are taken into the pair: the monitor says who serves."),
            "max_writers" => Meaning.NotSupported("A pair has one writer; a second writable server gets nothing."),
            "comment" => Comment,
            _ => Meaning.NotSupported(Reasons.Roles),
        });
}
