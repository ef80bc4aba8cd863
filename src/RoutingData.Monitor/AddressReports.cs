namespace RoutingData.Monitor;

/// <summary>Takes reports of connections that led to another server than the monitor knows at the address: its probe connects anew, because its held
/// connection may be the one that is wrong.</summary>
internal sealed class AddressReports(TopologyStore store, ServerWatches watches)
{
    /// <summary>Reports a connection that does not lead to the known server.</summary>
    /// <param name="server">The server.</param>
    /// <param name="isNew">Whether its probe connects anew because of it; not if that has been asked for too often, as by a name that leads to several.</param>
    /// <returns>A mark for <see cref="TopologySnapshot.WasProbedSince"/>.</returns>
    public long ReportMismatch(ServerAddress server, out bool isNew)
    {
        var mark = store.NextMark();
        isNew = watches.TryFind(server, out var watch) && watch.TryRenew();
        return mark;
    }

    /// <summary>Reports that a connection to a reader's address led to another, read-only server. It may be used; the address is moving, or leads to
    /// several.</summary>
    /// <param name="server">The server.</param>
    /// <param name="identity">Who answered.</param>
    public void ReportOtherReader(ServerAddress server, string identity)
    {
        // Reported before: nothing is new.
        if (store.Current.Find(server) is not { LeadsToSeveral: false }) return;
        lock (store.Gate) store.Publish_NeedsLock(store.Current.WithIdentityBeside(server, identity));
        if (watches.TryFind(server, out var watch)) watch.TryRenew();
        store.Signal();
    }
}
