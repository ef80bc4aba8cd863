using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using RoutingData.Monitor;

namespace RoutingData.Tool.Fleet;

/// <summary>What is asked of a server that the monitor does not ask: its clock, how it gives GTIDs, and what the user may do.</summary>
/// <param name="connection">An open connection to it.</param>
/// <param name="time">This machine's clock.</param>
internal sealed class ServerQuestions(DbConnection connection, TimeProvider time)
{
    /// <summary>How far its clock is ahead, in milliseconds.</summary>
    public async Task<long> ClockAsync(CancellationToken cancellationToken)
    {
        var (before, begun) = (time.GetUtcNow(), time.GetTimestamp());
        var theirs = await ScalarAsync("SELECT UTC_TIMESTAMP(6)", cancellationToken);
        var middle = before + (time.GetElapsedTime(begun) / 2);
        var at = theirs is DateTime moment ? moment : DateTime.Parse(Convert.ToString(theirs, CultureInfo.InvariantCulture)!, CultureInfo.InvariantCulture);
        return (long)Math.Round((at - middle.UtcDateTime).TotalMilliseconds);
    }

    /// <summary>How it gives GTIDs.</summary>
    public async Task<string> GtidsAsync(ServerFlavor flavor, CancellationToken cancellationToken)
    {
        if (flavor == ServerFlavor.MySql) return Text(await ScalarAsync("SELECT @@GLOBAL.gtid_mode", cancellationToken));
        // MariaDB gives every write one that goes to its binary log.
        var isOn = Text(await ScalarAsync("SELECT @@GLOBAL.log_bin", cancellationToken)) == "1";
        var isStrict = Text(await ScalarAsync("SELECT @@GLOBAL.gtid_strict_mode", cancellationToken)) == "1";
        return !isOn ? "OFF" : isStrict ? "ON, strict" : "ON";
    }

    /// <summary>What the user of the connection may do, without what it logs in with.</summary>
    public async Task<ImmutableArray<string>> GrantsAsync(CancellationToken cancellationToken)
    {
        var grants = ImmutableArray.CreateBuilder<string>();
        await using var command = connection.CreateCommand();
        command.CommandText = "SHOW GRANTS";
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            // MariaDB says the hash of the password behind the name.
            var (grant, end) = (rows.GetString(0), rows.GetString(0).IndexOf(" TO ", StringComparison.Ordinal));
            grants.Add((end < 0 ? grant : grant[..end]).Replace("GRANT ", "", StringComparison.Ordinal));
        }

        return grants.ToImmutable();
    }

    private async Task<object?> ScalarAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    private static string Text(object? value) => value is bool flag ? (flag ? "1" : "0") : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
