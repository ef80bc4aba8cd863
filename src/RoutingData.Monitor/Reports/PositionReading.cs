using RoutingData.Monitor.Gtids;
namespace RoutingData.Monitor.Reports;

/// <summary>Makes a server's position of what it answered; the former one while it says the same, with what has been read of it.</summary>
internal sealed class PositionReading
{
    private ServerPosition? _former;

    /// <summary>Returns the position of one answer of MySQL's.</summary>
    /// <param name="executed">gtid_executed.</param>
    /// <param name="logs">Whether it has a binary log, without which its writes get no GTIDs.</param>
    /// <param name="mode">gtid_mode.</param>
    public ServerPosition OfMySql(GtidPosition executed, bool logs, string mode)
    {
        // Under OFF_PERMISSIVE new transactions are anonymous.
        var counts = logs && mode is "ON" or "ON_PERMISSIVE";
        if (_former is { } same && ReferenceEquals(same.Written, executed) && same.CountsWrites == counts) return same;
        return _former = new ServerPosition(executed, executed, executed, counts);
    }

    /// <summary>Returns the position of one answer of MariaDB's.</summary>
    /// <param name="current">gtid_current_pos.</param>
    /// <param name="logs">Whether it has a binary log, without which its writes get no GTIDs.</param>
    /// <param name="written">gtid_binlog_pos: of each domain the last one, whichever server wrote it.</param>
    /// <param name="applied">gtid_slave_pos.</param>
    /// <param name="state">gtid_binlog_state: of each domain and server the last one.</param>
    /// <param name="serverId">Its server_id.</param>
    public ServerPosition OfMariaDb(GtidPosition current, bool logs, string written, string applied, string state, string serverId)
    {
        // A replica's own binary log is ahead of what it shows, and gtid_current_pos takes from there only what it wrote itself.
        var shown = applied.Length == 0 || applied == current.Text ? current.Text : $"{applied},{current.Text}";
        // What a writer wrote itself is hidden in its position behind what it has replicated since, as one does that was made writable by mistake.
        // What one has replicated that logs nothing of that is in the other position alone.
        var all = MariaDbGtids.WithOwn(MariaDbGtids.WithLater(written, current.Text), state, serverId);
        if (_former is { } known && known.CountsWrites == logs && known.Written.Text == all && known.Applied.Text == shown && known.Recorded.Text == state)
            return known;
        return _former = new ServerPosition(
            new GtidPosition(all, ServerFlavor.MariaDb), new GtidPosition(shown, ServerFlavor.MariaDb), new GtidPosition(state, ServerFlavor.MariaDb), logs);
    }
}
