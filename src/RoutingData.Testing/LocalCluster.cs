using System.Data.Common;
using RoutingData.Monitor;
using RoutingData.Testing.Flavors;
using RoutingData.Testing.Groups;
using RoutingData.Testing.Processes;
using RoutingData.Testing.Replication;

namespace RoutingData.Testing;

/// <summary>
/// Real MariaDB or MySQL servers with GTID replication on this machine, for tests and demonstrations: one writer and some replicas,
/// without Docker: MariaDB in about half a second, MySQL in two or three. Linux only; needs MariaDB 10.10 or newer (apt-get install
/// mariadb-server) or MySQL 8.4 or newer, but no running service and no root. Several clusters can live side by side, in one process or in many. Everything goes with
/// <see cref="DisposeAsync"/>, and also when the owning process dies, by SIGKILL too.
/// </summary>
/// <remarks>Calls for different servers may overlap; calls that change the same server, or the writer, come one after another.</remarks>
public sealed partial class LocalCluster : IAsyncDisposable
{
    private readonly LocalClusterOptions _options;
    private readonly ClusterFolder _folder;
    private readonly AddressBlock _addresses;
    private readonly ClusterGuard _guard;
    private readonly IFlavor _flavor;
    private readonly ServerInstallation _installation;
    private readonly Hostnames _hostnames;
    private readonly Firewall _firewall;
    private readonly DbProviderFactory _driver;
    private readonly IGroup? _group;
    private readonly PortBlock? _ports;
    private readonly Guid _groupId = Guid.NewGuid();
    private IReadOnlyList<string> _certificate = [];
    private bool _disposed;

    private LocalCluster(
        LocalClusterOptions options,
        DbProviderFactory driver,
        IFlavor flavor,
        IGroup? group,
        ServerInstallation installation,
        Hostnames hostnames,
        AddressBlock addresses,
        PortBlock? ports,
        ClusterFolder folder,
        Firewall firewall,
        ClusterGuard guard)
    {
        _options = options;
        _driver = driver;
        _flavor = flavor;
        _group = group;
        _installation = installation;
        _hostnames = hostnames;
        _addresses = addresses;
        _ports = ports;
        _folder = folder;
        _firewall = firewall;
        _guard = guard;
        Servers = [.. Enumerable.Range(1, 1 + options.Replicas).Select(NewServer)];
        ConnectionString = ClusterConnectionStrings.ForRouter(options, Servers.Select(server => server.Address));
    }

    /// <summary>The servers, db001 first; db001 is the writer at the start.</summary>
    public IReadOnlyList<LocalServer> Servers { get; }

    /// <summary>
    /// The server that this cluster itself made the writer last, or was seen to be elected. It may be dead, or made read-only by other means.
    /// </summary>
    public LocalServer Writer { get; private set; } = null!;

    /// <summary>The router's connection string: <c>Server=127.0.0.17:20113,127.0.0.18:20113,...</c> with the application's user.</summary>
    public string ConnectionString { get; }

    /// <summary>Which servers it is made of.</summary>
    public ServerFlavor Flavor => _flavor.Kind;

    /// <summary>What the server program says of its version.</summary>
    public string ServerVersion => _installation.Version;

    /// <summary>Whether <c>@@hostname</c> is db001 and so on; else it is this machine's, and only <c>@@server_id</c> differs.</summary>
    public bool HasHostnames => _hostnames.AreReal;

    /// <summary>The server of this name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public LocalServer this[string name] =>
        Servers.FirstOrDefault(server => server.Name == name)
        ?? throw new ArgumentException(
            $"There is no server {name}; there are {string.Join(", ", Servers.Select(server => server.Name))}.", nameof(name));

    /// <summary>
    /// Returns what this machine lacks for such a cluster, and how to get it; null when nothing is missing. For tests that are to be skipped then.
    /// </summary>
    /// <param name="options">What it would be made of; null for one writer and two replicas.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    public static async Task<string?> MissingAsync(LocalClusterOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new LocalClusterOptions();
        try
        {
            var group = Group.Of(options);
            await Flavors.Flavor.Of(options.Flavor).FindAsync(options.InstallationFolder, cancellationToken).ConfigureAwait(false);
            group?.Require();
            return null;
        }
        catch (LocalClusterException missing)
        {
            return missing.Message;
        }
    }

    /// <summary>
    /// Starts the servers and their replication. When it returns, all replicas are connected to db001, the writer; or all members of a group are online,
    /// and db001 is its primary.
    /// </summary>
    /// <param name="options">What it is made of; null for one writer and two replicas.</param>
    /// <param name="cancellationToken">Gives up, and removes what has been started.</param>
    /// <exception cref="ArgumentException">The fleet cannot be made of these servers.</exception>
    /// <exception cref="LocalClusterException">The server programs are not installed, or a server did not start.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    public static async Task<LocalCluster> StartAsync(
        LocalClusterOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new LocalClusterOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(options.Replicas);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Replicas, LocalClusterOptions.MaxReplicas);
        if (!OperatingSystem.IsLinux())
            throw new PlatformNotSupportedException("A local cluster needs Linux, because of its addresses 127.0.0.x and its host names.");

        var group = Group.Of(options);
        var driver = MySqlDriver.Find().Factory;
        // Inside a user namespace there is root, and no other user.
        var probing = group?.SystemUser is null || Environment.IsPrivilegedProcess
            ? Hostnames.ProbeAsync(cancellationToken)
            : Task.FromResult(Hostnames.OfMachine);
        var flavor = Flavors.Flavor.Of(options.Flavor);
        var installation = await flavor.FindAsync(options.InstallationFolder, cancellationToken).ConfigureAwait(false);
        group?.Require();
        var hostnames = await probing.ConfigureAwait(false);
        var addresses = AddressBlock.Reserve(1 + options.Replicas, Random.Shared);
        var ports = group is null ? null : PortBlock.Reserve(group.PortsFor(1 + options.Replicas), Random.Shared);
        var folder = ClusterFolder.Create(options.DataFolder, 1 + options.Replicas);
        var firewall = await Firewall
            .OfAsync(folder, addresses.Port, group is { TalksOnServerAddress: true } ? ports : null, cancellationToken).ConfigureAwait(false);
        var guard = await ClusterGuard.StartAsync(folder, firewall.Table, cancellationToken).ConfigureAwait(false);
        var cluster = new LocalCluster(
            options, driver, flavor, group, installation, hostnames, addresses, ports, folder, firewall, guard);
        try
        {
            await cluster.StartServersAsync(cancellationToken).ConfigureAwait(false);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Returns the administrator's connection string to one server, not pooled. Its user may write on a read-only server of MariaDB.</summary>
    /// <param name="name">The server's name, such as db002.</param>
    public string AdminConnectionString(string name) => ClusterConnectionStrings.ForAdministrator(_flavor.Kind, this[name].Address, _options.Timeout);

    /// <summary>Runs a statement on one server as its administrator.</summary>
    /// <param name="name">The server's name, such as db002.</param>
    /// <param name="sql">The statement. What changes data is replicated when the server is the writer, and errant when it is not.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task ExecuteAsync(string name, string sql, CancellationToken cancellationToken = default)
    {
        var connection = await ConnectAsync(this[name], cancellationToken).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        await connection.ExecuteAsync(sql, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs a query on one server as its administrator: the first column of the first row.</summary>
    /// <param name="name">The server's name, such as db002.</param>
    /// <param name="sql">The query.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<object?> ScalarAsync(string name, string sql, CancellationToken cancellationToken = default)
    {
        var connection = await ConnectAsync(this[name], cancellationToken).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        return await connection.ScalarAsync(sql, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Kills the servers and deletes their folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;

        await Task.WhenAll(Servers
            .Where(server => server.IsRunning)
            .Select(server => server.Process!.KillAsync(CancellationToken.None))).ConfigureAwait(false);
        foreach (var server in Servers)
        {
            server.Process?.Dispose();
            server.Process = null;
            await UnblockWritesAsync(server.Name).ConfigureAwait(false);
        }

        _addresses.Dispose();
        _ports?.Dispose();
        _folder.Delete();
        await _guard.DisposeAsync().ConfigureAwait(false);
    }

    private LocalServer NewServer(int serverId)
    {
        var address = _addresses[serverId];
        return new LocalServer($"db{serverId:000}", serverId, address, ClusterConnectionStrings.ForApplication(_options, address));
    }

    private Task<AdminConnection> ConnectAsync(LocalServer server, CancellationToken cancellationToken) =>
        AdminConnection.OpenAsync(_driver, _flavor, server, _options.Timeout, cancellationToken);
}
