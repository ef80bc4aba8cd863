using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using RoutingData.Monitor.Drivers;
using RoutingData.Monitor.Reports;

namespace RoutingData.Monitor.Probing;

/// <summary>Asks a server which other servers there are. Each question stands alone: one that is refused takes none of the others with it.</summary>
internal static class FleetReading
{
    private const string GreenRole = "BLUE_GREEN_DEPLOYMENT_TARGET";

    private const string Members =
        "SELECT member_host AS host, member_port AS port, member_id AS replica_uuid FROM performance_schema.replication_group_members " +
        "WHERE member_state IN ('ONLINE', 'RECOVERING')";

    private const string RdsTopology = "SELECT * FROM mysql.rds_topology";

    /// <summary>Asks all that is to be asked.</summary>
    public static async Task<FleetWord> ReadAsync(
        bool async, DbConnection connection, ProbeStatement statement, ServerAddress server, ImmutableArray<DiscoverySource> sources,
        CancellationToken cancellationToken)
    {
        var servers = ImmutableArray.CreateBuilder<NamedServer>();
        var errors = ImmutableArray.CreateBuilder<string>();
        foreach (var source in sources)
        {
            var text = source switch
            {
                DiscoverySource.Replicas => statement.TextOfReplicas,
                DiscoverySource.GroupMembers => Members,
                _ => RdsTopology,
            };
            try
            {
                await ReadAsync(async, connection, text, row => Add(row, source, $"{source} of {server}"), cancellationToken).ConfigureAwait(false);
            }
            catch (DbException exception) when (DriverError.IsRefusal(exception))
            {
                errors.Add($"{server} refuses {source}: {exception.Message}");
            }
        }

        return new FleetWord(servers.ToImmutable(), errors.ToImmutable());

        void Add(IReadOnlyDictionary<string, string> row, DiscoverySource source, string by)
        {
            if (row.GetValueOrDefault("role") == GreenRole) return;
            var host = row.GetValueOrDefault(source == DiscoverySource.RdsTopology ? "endpoint" : "host", "");
            var port = int.TryParse(row.GetValueOrDefault("port"), NumberStyles.None, CultureInfo.InvariantCulture, out var said) ? said : 0;
            // RDS names a resource, which no server says of itself.
            var identity = source == DiscoverySource.RdsTopology
                ? null
                : row.GetValueOrDefault("replica_uuid") ?? row.GetValueOrDefault("slave_uuid") ?? row.GetValueOrDefault("server_id");
            servers.Add(new NamedServer(host, port, identity, by));
        }
    }

    private static async Task ReadAsync(
        bool async, DbConnection connection, string text, Action<IReadOnlyDictionary<string, string>> read, CancellationToken cancellationToken)
    {
        var command = connection.CreateCommand();
        try
        {
            command.CommandText = text;
            var reader = async ? await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false) : command.ExecuteReader();
            try
            {
                while (async ? await reader.ReadAsync(cancellationToken).ConfigureAwait(false) : reader.Read()) read(RowOf(reader));
            }
            finally
            {
                if (async) await reader.DisposeAsync().ConfigureAwait(false);
                else reader.Dispose();
            }
        }
        finally
        {
            if (async) await command.DisposeAsync().ConfigureAwait(false);
            else command.Dispose();
        }
    }

    private static Dictionary<string, string> RowOf(DbDataReader reader)
    {
        var row = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < reader.FieldCount; i++)
        {
            if (!reader.IsDBNull(i)) row[reader.GetName(i)] = Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture) ?? "";
        }

        return row;
    }
}
