using System.Globalization;
using System.Text;

namespace RoutingData.ProxySql.Tests;

/// <summary>Configuration files.</summary>
internal static class Examples
{
    /// <summary>Every table, and every way of writing a value.</summary>
    public const string Full = """
        # A file with something of everything.
        datadir="/var/lib/proxysql"
        admin_variables= { admin_credentials="admin:admin"; mysql_ifaces="0.0.0.0:6032" }
        mysql_variables=
        {
            threads=4
            max_connections=0x800
            default_query_timeout=36000000L;
            monitor_username="mon" "itor"
            monitor_password="monitor"
            monitor_read_only_interval=1500, // one and a half seconds
            monitor_writer_is_also_reader=true
        }
        /* The servers. */
        mysql_servers =
        (
            { address="db001" port=3306 hostgroup=10 max_connections=200 comment="the \"first\"" },
            { hostname="db002", port=3307, hostgroup_id=20, weight=2, use_ssl=1, status="OFFLINE_SOFT" },
            { address="db003", hostgroup=20, max_replication_lag=5, compression=1, gtid_port=3333 },
        )
        mysql_replication_hostgroups = ( { writer_hostgroup=10, reader_hostgroup=20, check_type="read_only" } )
        mysql_galera_hostgroups = ( { writer_hostgroup=1, backup_writer_hostgroup=2, reader_hostgroup=3, offline_hostgroup=4, active=0 } )
        mysql_users:
        (
            { username="app", password="secret", default_hostgroup=10, transaction_persistent=0, max_connections=500 },
            { username="reports", password="*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19", default_hostgroup=20, active=1 }
        )
        mysql_query_rules:
        (
            { rule_id=1, active=1, match_digest="^SELECT .* FOR UPDATE$", destination_hostgroup=10, apply=1 },
            { rule_id=2, match_pattern="^SELECT[[:space:]]+\d", re_modifiers="CASELESS,GLOBAL", destination_hostgroup=20, cache_ttl=5000, multiplex=2 },
            { rule_id=3, active=0, match_digest="^DELETE", error_msg="no" },
            { rule_id=4, proxy_port=6034, destination_hostgroup=20, apply=1 }
        )
        scheduler = ( { id=1, interval_ms=10000, filename="/bin/true", arg1="x" } )
        proxysql_servers = ( { hostname="proxy1", port=6032 } )

        """;

    /// <summary>Every kind of statement.</summary>
    public const string Script = """
        -- A script with something of everything.
        INSERT INTO mysql_servers(hostgroup_id, hostname, port) VALUES (10, 'db001', 3306), (20, 'db002', '3307');
        REPLACE INTO mysql_replication_hostgroups VALUES (10, 20, 'read_only', 'a ''note'' of it');
        INSERT INTO mysql_users(username, password, default_hostgroup) VALUES ('app', 'secret', 10); # one user
        INSERT INTO mysql_query_rules(active, match_digest, destination_hostgroup, apply) VALUES (1, '^SELECT', 20, 1);
        UPDATE mysql_servers SET weight = weight * 2 WHERE hostname LIKE 'db%' /* both */;
        DELETE FROM mysql_query_rules WHERE rule_id > 100;
        SET mysql-monitor_username = 'monitor'; SET mysql-max_connections=100;
        UPDATE global_variables SET variable_value = '2000' WHERE variable_name IN ('mysql-monitor_connect_interval', 'mysql-monitor_read_only_interval');
        LOAD MYSQL SERVERS TO RUNTIME; SAVE MYSQL SERVERS TO DISK; LOAD MYSQL USERS FROM MEMORY; SAVE MYSQL QUERY RULES FROM RUNTIME;
        SELECT * FROM mysql_servers\G

        """;

    /// <summary>A script with many rules.</summary>
    public static string RulesScript(int count) => string.Join('\n', Enumerable.Range(1, count).Select(i => string.Create(
        CultureInfo.InvariantCulture,
        $"INSERT INTO mysql_query_rules(rule_id, active, match_digest, destination_hostgroup, apply) VALUES ({i}, 1, '^SELECT .* FROM orders_{i} WHERE id = \\?$', {(i % 2 == 0 ? 10 : 20)}, 1);")))
        + "\nLOAD MYSQL QUERY RULES TO RUNTIME;";

    /// <summary>A file with many rules.</summary>
    public static string Rules(int count)
    {
        var text = new StringBuilder(Imports.Servers).AppendLine("mysql_query_rules = (");
        for (var i = 1; i <= count; i++)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"  {{ rule_id={i}, active=1, username=\"app\", match_digest=\"^SELECT .* FROM orders_{i} WHERE id = \\?$\", destination_hostgroup={(i % 2 == 0 ? 10 : 20)}, timeout={i}, apply=1, comment=\"orders {i}\" }}{(i < count ? "," : "")}");
        }

        return text.AppendLine(")").ToString();
    }
}
