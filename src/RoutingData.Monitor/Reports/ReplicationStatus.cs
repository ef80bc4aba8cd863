using System.Data.Common;
using System.Globalization;

namespace RoutingData.Monitor.Reports;

/// <summary>Reads a row of SHOW REPLICA STATUS, whose columns are named by both generations of servers.</summary>
internal static class ReplicationStatus
{
    public static ReplicationReport Read(DbDataReader reader)
    {
        var columns = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < reader.FieldCount; i++) columns.TryAdd(reader.GetName(i), i);

        var io = Value("Replica_IO_Running", "Slave_IO_Running");
        var sql = Value("Replica_SQL_Running", "Slave_SQL_Running");
        return new ReplicationReport(
            Value("Source_Host", "Master_Host") ?? "",
            int.TryParse(Value("Source_Port", "Master_Port"), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
                ? port
                : ServerAddress.DefaultPort,
            Value("Source_UUID", "Master_UUID") is { Length: > 0 } uuid ? uuid : Value("Source_Server_Id", "Master_Server_Id"),
            io == "Yes" && sql == "Yes",
            long.TryParse(
                Value("Seconds_Behind_Source", "Seconds_Behind_Master"), NumberStyles.None, CultureInfo.InvariantCulture, out var lag)
                ? lag
                : null);

        string? Value(string name, string formerName) =>
            (columns.TryGetValue(name, out var index) || columns.TryGetValue(formerName, out index)) && !reader.IsDBNull(index)
                ? Convert.ToString(reader.GetValue(index), CultureInfo.InvariantCulture)
                : null;
    }
}
