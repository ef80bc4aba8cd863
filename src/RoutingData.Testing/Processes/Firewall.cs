using System.ComponentModel;

namespace RoutingData.Testing.Processes;

/// <summary>
/// The packets of servers that are dropped, or of their new connections: a table of nftables that only one cluster knows. Its guard deletes it at last.
/// Clusters share addresses, so each rule names the cluster's ports too.
/// </summary>
internal sealed class Firewall
{
    private const string Program = "nft";

    private readonly int _port;

    private readonly string _cutPorts;

    private Firewall(string table, int port, string cutPorts, bool works) => (Table, _port, _cutPorts, Works) = (table, port, cutPorts, works);

    /// <summary>The table's name.</summary>
    public string Table { get; }

    /// <summary>Whether this process may use it.</summary>
    public bool Works { get; }

    /// <param name="folder">The cluster's folder, by whose name the table goes.</param>
    /// <param name="port">The port for clients.</param>
    /// <param name="among">The ports that members use among themselves at the same addresses.</param>
    /// <param name="cancellationToken">Stops looking whether it works.</param>
    public static async Task<Firewall> OfAsync(ClusterFolder folder, int port, PortBlock? among, CancellationToken cancellationToken) => new(
        Path.GetFileName(folder.Root),
        port,
        among is null ? $"{port}" : $"{{ {port}, {among.First}-{among.Last} }}",
        await AnswersAsync(cancellationToken).ConfigureAwait(false));

    public Task CutAsync(string address, CancellationToken cancellationToken) => AddAsync("cut", address, cancellationToken);

    public Task HealAsync(string address, CancellationToken cancellationToken) => RemoveAsync("cut", address, cancellationToken);

    /// <summary>Refuses new connections to an address; those there are go on.</summary>
    public Task RefuseAsync(string address, CancellationToken cancellationToken) => AddAsync("refused", address, cancellationToken);

    public Task AcceptAsync(string address, CancellationToken cancellationToken) => RemoveAsync("refused", address, cancellationToken);

    private Task AddAsync(string set, string address, CancellationToken cancellationToken) => RunAsync(
        $$"""
        add table ip {{Table}}
        add set ip {{Table}} cut { type ipv4_addr; }
        add set ip {{Table}} refused { type ipv4_addr; }
        add chain ip {{Table}} sent { type filter hook output priority 0; }
        flush chain ip {{Table}} sent
        add rule ip {{Table}} sent ip daddr @cut tcp dport {{_cutPorts}} drop
        add rule ip {{Table}} sent ip daddr @cut tcp sport {{_cutPorts}} drop
        add rule ip {{Table}} sent ip saddr @cut tcp dport {{_cutPorts}} drop
        add rule ip {{Table}} sent ip saddr @cut tcp sport {{_cutPorts}} drop
        add rule ip {{Table}} sent ip daddr @refused tcp dport {{_port}} tcp flags & (syn | ack) == syn reject with tcp reset
        add element ip {{Table}} {{set}} { {{address}} }

        """,
        cancellationToken);

    private Task RemoveAsync(string set, string address, CancellationToken cancellationToken) =>
        RunAsync($"delete element ip {Table} {set} {{ {address} }}\n", cancellationToken);

    private static async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            var run = await FinishedProgram.RunAsync(Program, ["list", "tables"], "", cancellationToken).ConfigureAwait(false);
            return run.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private async Task RunAsync(string script, CancellationToken cancellationToken)
    {
        if (!Works)
            throw new LocalClusterException($"Servers cannot be cut off on this machine: that needs root, and {Program} (nftables).");
        var run = await FinishedProgram.RunAsync(Program, ["-f", "-"], script, cancellationToken).ConfigureAwait(false);
        if (run.ExitCode != 0)
            throw new LocalClusterException($"{Program} failed (exit code {run.ExitCode}): {run.Output}");
    }
}
