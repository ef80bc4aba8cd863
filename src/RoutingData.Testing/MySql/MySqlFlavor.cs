using RoutingData.Monitor;
using RoutingData.Testing.Flavors;
using RoutingData.Testing.Replication;

namespace RoutingData.Testing.MySql;

/// <summary>MySQL 8.4 or newer.</summary>
internal sealed class MySqlFlavor : IFlavor
{
    public ServerFlavor Kind => ServerFlavor.MySql;

    public IReadOnlyList<string> Small => MySqlArguments.Small;

    public IReplicationSql Replication { get; } = new MySqlReplication();

    public Task<ServerInstallation> FindAsync(string? folder, CancellationToken cancellationToken) =>
        MySqlPrograms.FindAsync(folder, cancellationToken);

    public string BootstrapSql(LocalClusterOptions options) => Flavors.BootstrapSql.For(options, "REPLICATION CLIENT");

    public async Task MakeDataAsync(
        ServerInstallation installation, string sql, string folder, CancellationToken cancellationToken)
    {
        var script = $"{folder}.sql";
        await File.WriteAllTextAsync(script, sql, cancellationToken).ConfigureAwait(false);
        await DataProgram.RunAsync(
            installation.Server,
            [.. DataProgram.Words(folder), "--initialize-insecure", $"--init-file={script}", .. MySqlArguments.ForNewData],
            "",
            cancellationToken).ConfigureAwait(false);
        // It holds the server's uuid, and no two servers may have the same.
        File.Delete(Path.Combine(folder, "auto.cnf"));
        // Empty files for the redo log to grow into: a server makes its own, of its own size.
        foreach (var spare in Directory.EnumerateFiles(Path.Combine(folder, "#innodb_redo"), "*_tmp"))
            File.Delete(spare);
    }

    public IEnumerable<string> ForServer(ServerAddress address, int serverId, string data, bool readOnly) =>
        MySqlArguments.ForServer(address, serverId, data, readOnly);

    public IEnumerable<string> ForSemiSynchronous(bool readOnly) => MySqlArguments.ForSemiSynchronous(readOnly);

    public async Task<bool> CopyAsync(AdminConnection server, ServerAddress writer, CancellationToken cancellationToken)
    {
        await MySqlClone.RunAsync(server, writer, cancellationToken).ConfigureAwait(false);
        return true;
    }
}
