namespace RoutingData.ProxySql.Mapping;

/// <summary>The variables of ProxySQL 2.7 that become no setting, each with the reason.</summary>
internal static class OtherVariables
{
    public static IReadOnlyDictionary<string, Meaning> All { get; } = Groups()
        .SelectMany(group => group.Names.Split(' ').Select(name => KeyValuePair.Create(group.Prefix + name, group.Meaning)))
        .ToDictionary(StringComparer.OrdinalIgnoreCase);

    private static (string Prefix, string Names, Meaning Meaning)[] Groups() =>
    [
        Mysql(Meaning.NotNeeded(Reasons.NoProcess),
            "threads stacksize poll_timeout poll_timeout_on_failure interfaces server_version server_capabilities session_idle_ms sessions_sort " +
            "session_idle_show_processlist connect_timeout_client wait_timeout use_tcp_keepalive tcp_keepalive_time proxy_protocol_networks " +
            "enable_client_deprecate_eof enable_server_deprecate_eof throttle_max_bytes_per_second_to_client throttle_ratio_server_to_client " +
            "threshold_query_length threshold_resultset_size kill_backend_connection_when_disconnect session_debug data_packets_history_size " +
            "default_authentication_plugin"),
        Mysql(Meaning.NotNeeded(Reasons.NoClients), "client_host_cache_size client_host_error_counts client_session_track_gtid"),
        Mysql(Meaning.NotSupported(Reasons.Driver),
            "have_compress have_ssl default_charset default_collation_connection handle_unknown_charset max_allowed_packet ssl_p2s_ca ssl_p2s_capath ssl_p2s_cert ssl_p2s_key " +
            "ssl_p2s_cipher ssl_p2s_crl ssl_p2s_crlpath enable_load_data_local_infile client_found_rows max_stmts_per_connection max_stmts_cache " +
            "connection_max_age_ms free_connections_pct connpoll_reset_queue_length reset_connection_algorithm ping_interval_server_msec " +
            "ping_timeout_server connection_warming"),
        Mysql(Meaning.NotSupported("What a connection begins with belongs to the application, or to the servers' init_connect."),
            "init_connect default_sql_mode default_time_zone default_reconnect"),
        Mysql(Meaning.NotNeeded(Reasons.OneProbe),
            "monitor_ping_interval monitor_ping_timeout monitor_ping_max_failures monitor_replication_lag_interval monitor_replication_lag_timeout " +
            "monitor_replication_lag_count monitor_replication_lag_group_by_host monitor_query_interval monitor_query_timeout monitor_query_status monitor_query_variables " +
            "monitor_wait_timeout monitor_threads_min monitor_threads_max monitor_threads_queue_maxsize monitor_history"),
        Mysql(Meaning.NotNeeded(Reasons.Roles),
            "monitor_groupreplication_healthcheck_interval monitor_groupreplication_healthcheck_timeout monitor_groupreplication_healthcheck_max_timeout_count " +
            "monitor_groupreplication_max_transactions_behind_count monitor_groupreplication_max_transactions_behind_for_read_only " +
            "monitor_galera_healthcheck_interval monitor_galera_healthcheck_timeout monitor_galera_healthcheck_max_timeout_count " +
            "monitor_aws_rds_topology_discovery_interval aurora_max_lag_ms_only_read_from_replicas"),
        Mysql(Meaning.NotNeeded("Names are resolved anew for each connect, and a probe's connection is made anew after Monitor:ConnectIntervalMs."),
            "monitor_local_dns_cache_ttl monitor_local_dns_cache_refresh_interval monitor_local_dns_resolver_queue_maxsize"),
        Mysql(Meaning.NotSupported("The monitor is always on: without it there is no writer."), "monitor_enabled"),
        Mysql(Meaning.NotSupported("The monitor's connections are encrypted as the application's are."), "monitor_ssl"),
        Mysql(Meaning.NotSupported("Lag is asked of the server itself."), "monitor_replication_lag_use_percona_heartbeat"),
        Mysql(Meaning.NotSupported("A reader whose lag is unknown gets no reads when MaxReplicationLag is set."), "monitor_slave_lag_when_null"),
        Mysql(Meaning.NotNeeded("Lag is judged at each probe, under the configuration in force."), "evaluate_replication_lag_on_servers_load"),
        Mysql(Meaning.NotNeeded(Reasons.NoShunning), "shun_on_failures shun_recovery_time_sec unshun_algorithm"),
        Mysql(Meaning.NotSupported("Weights decide, not latencies."), "default_max_latency_ms min_num_servers_lantency_awareness"),
        Mysql(Meaning.NotSupported("Connects to one server at a time are bounded: Pool:MaxConcurrentConnects."), "throttle_connections_per_sec_to_hostgroup"),
        Mysql(Meaning.NotNeeded(Reasons.NoMultiplexing),
            "multiplexing connection_delay_multiplex_ms auto_increment_delay_multiplex auto_increment_delay_multiplex_timeout_ms keep_multiplexing_variables"),
        Mysql(Meaning.NotNeeded(Reasons.SessionState),
            "autocommit_false_is_transaction autocommit_false_not_reusable enforce_autocommit_on_reads forward_autocommit set_query_lock_on_hostgroup " +
            "set_parser_algorithm handle_warnings default_session_track_gtids parse_failure_logs_digest log_unhealthy_connections"),
        Mysql(Meaning.NotSupported("No transaction is ended for its age: the servers' own limits, and command timeouts, do."), "max_transaction_time max_transaction_idle_time"),
        Mysql(Meaning.NotNeeded(Reasons.Gtid), "binlog_reader_connect_retry_msec"),
        Mysql(Meaning.NotSupported(Reasons.NoMirror), "mirror_max_concurrency mirror_max_queue_length"),
        Mysql(Meaning.NotSupported(Reasons.NoCache),
            "query_cache_size_MB query_cache_soft_ttl_pct query_cache_handle_warnings query_cache_stores_empty_result"),
        Mysql(Meaning.NotNeeded("Rules run on .NET's linear-time engine, once each, in the order of their ids."),
            "query_processor_iterations query_processor_regex query_rules_fast_routing_algorithm"),
        Mysql(Meaning.NotSupported("Comments are hints within the pair of the statement: CommentHints."), "query_processor_first_comment_parsing"),
        Mysql(Meaning.NotSupported("There is no firewall for statements: a user's grants on the servers, and rules with error_msg, say what may run."),
            "automatic_detect_sqli firewall_whitelist_enabled firewall_whitelist_errormsg"),
        Mysql(Meaning.NotNeeded(Reasons.Statistics),
            "commands_stats servers_stats stats_time_backend_query stats_time_query_processor query_digests query_digests_lowercase " +
            "query_digests_max_digest_length query_digests_max_query_length query_digests_grouping_limit query_digests_groups_grouping_limit " +
            "query_digests_replace_null query_digests_no_digits query_digests_normalize_digest_text query_digests_track_hostname " +
            "query_digests_keep_comment show_processlist_extended long_query_time"),
        Mysql(Meaning.NotNeeded(Reasons.Logs),
            "eventslog_filename eventslog_filesize eventslog_default_log eventslog_format auditlog_filename auditlog_filesize " +
            "log_mysql_warnings_enabled hostgroup_manager_verbose verbose_query_error"),
        Mysql(Meaning.NotSupported("Users are those of the servers."), "ldap_user_variable add_ldap_user_comment"),
        Admin(Meaning.NotNeeded("No admin port is opened, so that there is nothing to log in to."),
            "admin_credentials stats_credentials mysql_ifaces pgsql_ifaces telnet_admin_ifaces telnet_stats_ifaces read_only refresh_interval"),
        Admin(Meaning.NotNeeded(Reasons.NoProcess),
            "debug debug_output version hash_passwords restapi_enabled restapi_port web_enabled web_port web_verbosity vacuum_stats " +
            "prometheus_memory_metrics_interval coredump_generation_interval_ms coredump_generation_threshold ssl_keylog_file"),
        Admin(Meaning.NotNeeded(Reasons.Statistics),
            "stats_mysql_connections stats_mysql_connection_pool stats_mysql_query_cache stats_mysql_query_digest_to_disk stats_system_cpu stats_system_memory"),
        Admin(Meaning.NotNeeded(Reasons.NoCluster),
            "cluster_username cluster_password cluster_check_interval_ms cluster_check_status_frequency cluster_mysql_servers_sync_algorithm " +
            "cluster_mysql_query_rules_diffs_before_sync cluster_mysql_servers_diffs_before_sync cluster_mysql_users_diffs_before_sync " +
            "cluster_proxysql_servers_diffs_before_sync cluster_mysql_variables_diffs_before_sync cluster_admin_variables_diffs_before_sync " +
            "cluster_ldap_variables_diffs_before_sync cluster_mysql_query_rules_save_to_disk cluster_mysql_servers_save_to_disk " +
            "cluster_mysql_users_save_to_disk cluster_proxysql_servers_save_to_disk cluster_mysql_variables_save_to_disk " +
            "cluster_admin_variables_save_to_disk cluster_ldap_variables_save_to_disk checksum_mysql_query_rules checksum_mysql_servers " +
            "checksum_mysql_users checksum_mysql_variables checksum_admin_variables checksum_ldap_variables"),
    ];

    private static (string Prefix, string Names, Meaning Meaning) Mysql(Meaning meaning, string names) => ("mysql-", names, meaning);

    private static (string Prefix, string Names, Meaning Meaning) Admin(Meaning meaning, string names) => ("admin-", names, meaning);
}
