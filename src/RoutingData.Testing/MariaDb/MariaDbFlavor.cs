using RoutingData.Monitor;
using RoutingData.Testing.Flavors;
using RoutingData.Testing.Replication;

namespace RoutingData.Testing.MariaDb;

/// <summary>MariaDB 10.10 or newer.</summary>
internal sealed class MariaDbFlavor : IFlavor
{
    public ServerFlavor Kind => ServerFlavor.MariaDb;

    public IReadOnlyList<string> Small => MariaDbArguments.Small;

    public IReplicationSql Replication { get; } = new MariaDbReplication();

    public Task<ServerInstallation> FindAsync(string? folder, CancellationToken cancellationToken) =>
        ServerInstallation.OfAsync(MariaDbPrograms.Server(folder), cancellationToken);

    // A server in --bootstrap does not look at the tables of privileges before it is told to.
    public string BootstrapSql(LocalClusterOptions options) =>
        $"FLUSH PRIVILEGES;{Environment.NewLine}{Flavors.BootstrapSql.For(options, "REPLICATION CLIENT, SLAVE MONITOR")}";

    public async Task MakeDataAsync(
        ServerInstallation installation, string sql, string folder, CancellationToken cancellationToken)
    {
        await DataProgram.RunAsync(
            MariaDbPrograms.InstallDb(installation.Server),
            [.. DataProgram.Words(folder), "--auth-root-authentication-method=socket", "--skip-test-db", .. Small],
            "",
            cancellationToken).ConfigureAwait(false);
        await DataProgram.RunAsync(
            installation.Server, [.. DataProgram.Words(folder), "--bootstrap", .. Small], sql, cancellationToken).ConfigureAwait(false);
    }

    public IEnumerable<string> ForServer(ServerAddress address, int serverId, string data, bool readOnly) =>
        MariaDbArguments.ForServer(address, serverId, data, readOnly);

    public IEnumerable<string> ForSemiSynchronous(bool readOnly) => MariaDbArguments.ForSemiSynchronous(readOnly);

    public Task<bool> CopyAsync(AdminConnection server, ServerAddress writer, CancellationToken cancellationToken) =>
        Task.FromResult(false);
}
