namespace RoutingData.Monitor.Gtids;

/// <summary>What one server said of its transactions at one moment.</summary>
/// <param name="Written">All that it had committed as a writer, if it counts its writes: gtid_executed, on MariaDB gtid_binlog_pos.</param>
/// <param name="Applied">All that its clients see: gtid_executed, on MariaDB gtid_slave_pos with gtid_current_pos.</param>
/// <param name="Recorded">The same as Written, on MariaDB of each domain and server the last one (gtid_binlog_state), which shows what of another server's
/// writes it has got.</param>
/// <param name="CountsWrites">Whether each of its writes gets a GTID: it has a binary log, and MySQL's gtid_mode is on.</param>
internal sealed record ServerPosition(GtidPosition Written, GtidPosition Applied, GtidPosition Recorded, bool CountsWrites)
{
    /// <summary>Whether its clients see all that a writer had committed. Texts first: as a rule they are the same.</summary>
    public bool Shows(ServerPosition writer) =>
        Applied.Flavor == writer.Written.Flavor &&
        (string.Equals(Applied.Text, writer.Written.Text, StringComparison.Ordinal) || (Applied.Flavor == ServerFlavor.MariaDb
            ? MariaDbGtids.Contains(Applied.Text, writer.Written.Text)
            : Applied.Contains(writer.Written)));

    /// <summary>Whether it shows the same of a writer's writes as another one.</summary>
    public bool IsAsWrittenAs(ServerPosition other) =>
        CountsWrites == other.CountsWrites && string.Equals(Written.Text, other.Written.Text, StringComparison.Ordinal);
}
