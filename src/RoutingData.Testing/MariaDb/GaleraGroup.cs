using System.Globalization;
using RoutingData.Testing.Flavors;
using RoutingData.Testing.Groups;
using RoutingData.Testing.Processes;
using RoutingData.Testing.Replication;

namespace RoutingData.Testing.MariaDb;

/// <summary>Galera, MariaDB's own.</summary>
internal sealed class GaleraGroup : IGroup
{
    private const string User = "mysql";
    private const string Recovered = "Recovered position:";

    // Its script that hands a copy to a joining member refuses to run as root.
    public string? SystemUser => User;

    public bool SharesHistory => true;

    public bool TalksOnServerAddress => true;

    // Error 1047 where it is no member: the server answers no query but SHOW and SET then.
    public string State =>
        """
        SELECT MAX(IF(variable_name = 'WSREP_LOCAL_STATE_COMMENT', variable_value, NULL)) AS state,
            MAX(IF(variable_name = 'WSREP_CLUSTER_STATUS', variable_value, NULL)) AS component,
            MAX(IF(variable_name = 'WSREP_READY', variable_value, NULL)) AS ready,
            MAX(IF(variable_name = 'WSREP_CLUSTER_SIZE', variable_value, NULL)) AS members
        FROM information_schema.global_status
        """;

    public IReadOnlyList<string> Found => [];

    public IReadOnlyList<string> Join => [];

    public int PortsFor(int members) => GaleraArguments.Ports;

    public void Require() => GaleraPrograms.Library(User);

    public string BootstrapSql(IFlavor flavor, LocalClusterOptions options) => flavor.BootstrapSql(options);

    public IEnumerable<string> ForMember(GroupMember member, bool founder) =>
        GaleraArguments.ForMember(member, founder, GaleraPrograms.Library(User));

    // What mysqld_safe and systemd's unit do too: else it would not know where it was, and be sent a copy of everything.
    public async Task<IReadOnlyList<string>> AfterCrashAsync(
        string data, string program, IEnumerable<string> words, CancellationToken cancellationToken)
    {
        var state = Path.Combine(data, "grastate.dat");
        if (!File.Exists(state) || !File.ReadLines(state).Any(line => line.StartsWith("seqno:", StringComparison.Ordinal) && line.EndsWith("-1", StringComparison.Ordinal)))
            return [];
        var run = await FinishedProgram.RunAsync(program, [.. words, "--wsrep-recover"], "", cancellationToken).ConfigureAwait(false);
        var at = run.Output.LastIndexOf(Recovered, StringComparison.Ordinal);
        if (at < 0)
            throw new LocalClusterException($"{program} did not say where {data} was (exit code {run.ExitCode}):{Environment.NewLine}{run.Output}");
        return [$"--wsrep-start-position={run.Output[(at + Recovered.Length)..].Split('\n')[0].Trim()}"];
    }

    public MemberState Read(IReadOnlyDictionary<string, string> row)
    {
        var isMember = row["state"] == "Synced" && row["component"] == "Primary" && row["ready"] == "ON";
        return new MemberState(
            isMember, IsOutside: false, int.Parse(row["members"], CultureInfo.InvariantCulture), isMember,
            $"{row["state"]}, {row["component"]}, ready {row["ready"]}, {row["members"]} members");
    }

    public async Task CatchUpAsync(AdminConnection server, string committed, CancellationToken cancellationToken)
    {
        await server.ExecuteAsync("SET SESSION wsrep_sync_wait = 1", cancellationToken).ConfigureAwait(false);
        await server.ExecuteAsync("SELECT 1", cancellationToken).ConfigureAwait(false);
    }
}
