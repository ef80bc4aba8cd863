namespace RoutingData.Testing;

public sealed partial class LocalCluster
{
    /// <summary>Whether <see cref="CutAsync"/> and <see cref="RefuseConnectsAsync"/> work here: they need root and the program nft (apt-get install nftables).</summary>
    public bool CanCut => _firewall.Works;

    /// <summary>
    /// Cuts a server off: every packet to and from its address and the cluster's port is dropped, so that no client hears of it, not even by a refused
    /// connection. It runs on, and believes to be what it was. A replica's own connection to its writer has another address with
    /// MariaDB, and lives on. A member of Galera is cut off from the others too; one of Group Replication is not, for the group talks on 127.0.0.1. Undone by <see cref="HealAsync"/>, by the end of the cluster, and by the death of its owner.
    /// </summary>
    /// <param name="name">The server's name, such as db001.</param>
    /// <param name="cancellationToken">Not started when it is cancelled already.</param>
    /// <exception cref="LocalClusterException">This machine does not allow it; see <see cref="CanCut"/>.</exception>
    public async Task CutAsync(string name, CancellationToken cancellationToken = default)
    {
        await _firewall.CutAsync(this[name].Host, cancellationToken).ConfigureAwait(false);
        this[name].IsCut = true;
    }

    /// <summary>Connects a server again that was cut off. What was sent meanwhile arrives as soon as the kernel tries again.</summary>
    /// <param name="name">The server's name, such as db001.</param>
    /// <param name="cancellationToken">Not started when it is cancelled already.</param>
    public async Task HealAsync(string name, CancellationToken cancellationToken = default)
    {
        if (!this[name].IsCut)
            return;
        await _firewall.HealAsync(this[name].Host, cancellationToken).ConfigureAwait(false);
        this[name].IsCut = false;
    }

    /// <summary>
    /// Refuses new connections to a server, as a firewall or a full accept queue does; those that are established go on, the replicas' too.
    /// Undone by <see cref="AcceptConnectsAsync"/>, by the end of the cluster, and by the death of its owner.
    /// </summary>
    /// <param name="name">The server's name, such as db001.</param>
    /// <param name="cancellationToken">Not started when it is cancelled already.</param>
    /// <exception cref="LocalClusterException">This machine does not allow it; see <see cref="CanCut"/>.</exception>
    public async Task RefuseConnectsAsync(string name, CancellationToken cancellationToken = default)
    {
        await _firewall.RefuseAsync(this[name].Host, cancellationToken).ConfigureAwait(false);
        this[name].RefusesConnects = true;
    }

    /// <summary>Lets new connections in again.</summary>
    /// <param name="name">The server's name, such as db001.</param>
    /// <param name="cancellationToken">Not started when it is cancelled already.</param>
    public async Task AcceptConnectsAsync(string name, CancellationToken cancellationToken = default)
    {
        if (!this[name].RefusesConnects)
            return;
        await _firewall.AcceptAsync(this[name].Host, cancellationToken).ConfigureAwait(false);
        this[name].RefusesConnects = false;
    }
}
