namespace RoutingData.Monitor.Probing;

/// <summary>Makes a server's position of what it answered; the former one while it says the same, with what has been read of it.</summary>
internal sealed class PositionReading
{
    private ServerPosition? _former;

    /// <summary>The position of one answer.</summary>
    /// <param name="executed">gtid_executed, on MariaDB gtid_current_pos.</param>
    /// <param name="logs">Whether it has a binary log, without which its writes get no GTIDs.</param>
    /// <param name="written">gtid_mode, on MariaDB gtid_binlog_pos.</param>
    /// <param name="applied">On MariaDB gtid_slave_pos.</param>
    public ServerPosition Of(GtidPosition executed, bool logs, string written, string applied)
    {
        if (executed.Flavor == ServerFlavor.MySql)
        {
            // Under OFF_PERMISSIVE new transactions are anonymous.
            var counts = logs && written is "ON" or "ON_PERMISSIVE";
            if (_former is { } same && ReferenceEquals(same.Written, executed) && same.CountsWrites == counts) return same;
            return _former = new ServerPosition(executed, executed, counts);
        }

        // A replica's own binary log is ahead of what it shows, and gtid_current_pos takes from there only what it wrote itself.
        var shown = applied.Length == 0 || applied == executed.Text ? executed.Text : $"{applied},{executed.Text}";
        if (_former is { } known && known.CountsWrites == logs && known.Written.Text == written && known.Applied.Text == shown) return known;
        return _former = new ServerPosition(
            new GtidPosition(written, ServerFlavor.MariaDb), new GtidPosition(shown, ServerFlavor.MariaDb), logs);
    }
}
