using System.Data.Common;
using System.Globalization;
using RoutingData.Monitor.Drivers;
using RoutingData.Monitor.Gtids;
using RoutingData.Monitor.Reports;

namespace RoutingData.Monitor.Probing;

/// <summary>The text of a probe and how its answer is read: everything the topology needs in one round trip.</summary>
internal sealed class ProbeStatement
{
    private readonly ServerFlavor _flavor;
    private readonly PositionReading _positions = new();
    private GtidPosition? _executed;

    private ProbeStatement(ServerFlavor flavor, string variables, string replication)
    {
        _flavor = flavor;
        TextOfReplicas = replication.Contains("REPLICA", StringComparison.Ordinal) ? "SHOW REPLICAS" : "SHOW SLAVE HOSTS";
        Text = $"{variables}; {replication}";
        TextWithoutReplication = variables;
    }

    /// <summary>Both statements.</summary>
    public string Text { get; }

    /// <summary>The statement for a user who may not see replication: roles work, lag does not.</summary>
    public string TextWithoutReplication { get; }

    /// <summary>The question which replicas are connected to the server.</summary>
    public string TextOfReplicas { get; }

    /// <summary>Whether the server can be in a replication group.</summary>
    public bool CanBeInGroup => _flavor == ServerFlavor.MySql;

    /// <summary>Returns a statement that takes a lock and looks for another.</summary>
    /// <param name="own">Name of the lock to be taken on this connection.</param>
    /// <param name="twin">Name of the lock to be looked for.</param>
    public static string TextOfLock(string own, string twin) => $"SELECT GET_LOCK('{own}', 0), IS_USED_LOCK('{twin}')";

    /// <summary>Reads the answer about the lock: whether it is held on this server; null where the server lends none.</summary>
    public static async ValueTask<bool?> ReadLockAsync(bool async, DbDataReader reader, CancellationToken cancellationToken)
    {
        try
        {
            var found = async ? await reader.NextResultAsync(cancellationToken).ConfigureAwait(false) : reader.NextResult();
            found &= async ? await reader.ReadAsync(cancellationToken).ConfigureAwait(false) : reader.Read();
            return found && !reader.IsDBNull(1);
        }
        catch (DbException exception) when (DriverError.IsRefusal(exception))
        {
            return null;
        }
    }

    /// <summary>Returns the probe for the server behind an open connection.</summary>
    /// <param name="serverVersion">The version the driver read in the handshake.</param>
    public static ProbeStatement For(string serverVersion) =>
        serverVersion.Contains("MariaDB", StringComparison.OrdinalIgnoreCase)
            ? new ProbeStatement(
                ServerFlavor.MariaDb,
                "SELECT @@global.read_only, 0, @@global.innodb_read_only, @@global.autocommit, @@global.server_id, @@version, " +
                "@@global.gtid_current_pos, @@global.sql_mode, @@global.log_bin, @@global.gtid_binlog_pos, @@global.gtid_slave_pos, " +
                "@@global.gtid_binlog_state",
                "SHOW SLAVE STATUS")
            : new ProbeStatement(
                ServerFlavor.MySql,
                "SELECT @@global.read_only, @@global.super_read_only, @@global.innodb_read_only, @@global.autocommit, " +
                "@@server_uuid, @@version, @@global.gtid_executed, @@global.sql_mode, @@global.log_bin, @@global.gtid_mode",
                SaysReplica(serverVersion) ? "SHOW REPLICA STATUS" : "SHOW SLAVE STATUS");

    /// <summary>Reads the answer.</summary>
    /// <param name="async">Whether to await.</param>
    /// <param name="reader">The answer.</param>
    /// <param name="askedAt">When the question set out.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The report, and whether the second statement was refused for want of a privilege.</returns>
    public async Task<(ServerReport Report, bool ReplicationDenied)> ReadAsync(
        bool async, DbDataReader reader, long askedAt, CancellationToken cancellationToken)
    {
        var report = await ReadVariablesAsync(async, reader, askedAt, cancellationToken).ConfigureAwait(false);
        try
        {
            if (!(async ? await reader.NextResultAsync(cancellationToken).ConfigureAwait(false) : reader.NextResult())) return (report, false);
            if (!(async ? await reader.ReadAsync(cancellationToken).ConfigureAwait(false) : reader.Read())) return (report, false);
        }
        catch (DbException exception) when (DriverError.ServerNumber(exception) == DriverError.PrivilegeMissing)
        {
            return (report, true);
        }

        return (report with { Replication = ReplicationStatus.Read(reader) }, false);
    }

    /// <summary>Reads the answer to <see cref="TextWithoutReplication"/>.</summary>
    public async ValueTask<ServerReport> ReadVariablesAsync(
        bool async, DbDataReader reader, long askedAt, CancellationToken cancellationToken)
    {
        var found = async ? await reader.ReadAsync(cancellationToken).ConfigureAwait(false) : reader.Read();
        if (!found) throw new InvalidDataException("The probe brought no row.");
        var executed = _executed = GtidPosition.Of(TextOf(reader, 6), _flavor, _executed);
        return new ServerReport
        {
            ReadOnly = IsOn(reader.GetValue(0)),
            SuperReadOnly = IsOn(reader.GetValue(1)),
            InnodbReadOnly = IsOn(reader.GetValue(2)),
            Autocommit = IsOn(reader.GetValue(3)),
            Identity = AsText(reader.GetValue(4)),
            Version = AsText(reader.GetValue(5)),
            Executed = executed,
            Position = new PositionFetch(askedAt, _flavor == ServerFlavor.MariaDb
                ? _positions.OfMariaDb(
                    executed, IsOn(reader.GetValue(8)), TextOf(reader, 9), TextOf(reader, 10), TextOf(reader, 11), AsText(reader.GetValue(4)))
                : _positions.OfMySql(executed, IsOn(reader.GetValue(8)), TextOf(reader, 9))),
            SqlMode = AsText(reader.GetValue(7)),
            Flavor = _flavor,
        };
    }

    /// <summary>What the server has committed and what it shows, and nothing else: a fetch of evidence, ten times a second or more.</summary>
    public string TextOfPosition => _flavor == ServerFlavor.MariaDb
        ? "SELECT @@global.gtid_current_pos, @@global.log_bin, @@global.gtid_binlog_pos, @@global.gtid_slave_pos, @@global.gtid_binlog_state, " +
            "@@global.server_id, @@global.read_only, 0, @@global.innodb_read_only"
        : "SELECT @@global.gtid_executed, @@global.log_bin, @@global.gtid_mode, @@global.read_only, @@global.super_read_only, @@global.innodb_read_only";

    /// <summary>Reads the answer to <see cref="TextOfPosition"/>.</summary>
    /// <param name="async">Whether to await.</param>
    /// <param name="reader">The answer.</param>
    /// <param name="askedAt">When the question set out.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async ValueTask<PositionFetch> ReadPositionAsync(bool async, DbDataReader reader, long askedAt, CancellationToken cancellationToken)
    {
        var found = async ? await reader.ReadAsync(cancellationToken).ConfigureAwait(false) : reader.Read();
        if (!found) throw new InvalidDataException("The question for the position brought no row.");
        var executed = _executed = GtidPosition.Of(TextOf(reader, 0), _flavor, _executed);
        var position = _flavor == ServerFlavor.MariaDb
            ? _positions.OfMariaDb(
                executed, IsOn(reader.GetValue(1)), TextOf(reader, 2), TextOf(reader, 3), TextOf(reader, 4), AsText(reader.GetValue(5)))
            : _positions.OfMySql(executed, IsOn(reader.GetValue(1)), TextOf(reader, 2));
        var flags = _flavor == ServerFlavor.MariaDb ? 6 : 3;
        return new PositionFetch(
            askedAt, position, new ReadOnlyFlags(IsOn(reader.GetValue(flags)), IsOn(reader.GetValue(flags + 1)), IsOn(reader.GetValue(flags + 2))));
    }

    // Since 8.0.22; 9.x and 8.4 have no other keyword.
    private static bool SaysReplica(string serverVersion)
    {
        var digits = serverVersion.AsSpan();
        var end = digits.IndexOfAnyExcept("0123456789.".AsSpan());
        return !Version.TryParse(end < 0 ? digits : digits[..end], out var version) || version >= new Version(8, 0, 22);
    }

    // MariaDB 12 made read_only an enumeration, whose only harmless value is OFF.
    private static bool IsOn(object value) => AsText(value) is not ("0" or "OFF" or "off" or "False" or "");

    private static string TextOf(DbDataReader reader, int ordinal) =>
        AsText(reader.GetValue(ordinal)).Replace("\n", "", StringComparison.Ordinal);

    private static string AsText(object value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
