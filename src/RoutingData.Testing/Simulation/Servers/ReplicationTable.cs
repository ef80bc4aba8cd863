namespace RoutingData.Testing.Simulation;

/// <summary>The answer of SHOW REPLICA STATUS, with the columns the router reads.</summary>
internal static class ReplicationTable
{
    private static readonly string[] Replica =
    [
        "Replica_IO_Running", "Replica_SQL_Running", "Source_Host", "Source_Port", "Source_Server_Id", "Source_UUID",
        "Seconds_Behind_Source",
    ];

    private static readonly string[] Slave =
    [
        "Slave_IO_Running", "Slave_SQL_Running", "Master_Host", "Master_Port", "Master_Server_Id", "Master_UUID", "Seconds_Behind_Master",
    ];

    public static StatementResult Of(SimulatedServer server, bool saysReplica)
    {
        var columns = saysReplica ? Replica : Slave;
        if (server.Source is not { } source) return StatementResult.Query(columns, []);
        var running = server.Replicates ? "Yes" : "No";
        return StatementResult.Query(columns,
        [[
            running, running, source.Address.Hostname, (long)source.Address.Port, (long)source.ServerId,
            server.IsMariaDb ? null : source.Uuid, server.Replicates ? (long)server.SecondsBehind : null,
        ]]);
    }
}
