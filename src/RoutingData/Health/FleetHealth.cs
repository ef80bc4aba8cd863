using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using RoutingData.Monitor;

namespace RoutingData.Health;

/// <summary>What a topology means for an application that asks whether it can work: pure, from what the monitor knows already.</summary>
internal static class FleetHealth
{
    /// <summary>Judges a fleet.</summary>
    /// <param name="topology">What the monitor knows.</param>
    /// <param name="evidenceAge">Since the writer's newest position was asked for; null when nothing asks for it.</param>
    /// <param name="options">What counts as too much.</param>
    public static HealthFinding Of(TopologySnapshot topology, TimeSpan? evidenceAge, RoutingHealthOptions options)
    {
        var (grave, lesser) = (ImmutableArray.CreateBuilder<string>(), ImmutableArray.CreateBuilder<string>());
        var servers = topology.Servers.Where(server => IsInService(topology, server.Address)).ToImmutableArray();
        if (!servers.Any(Answers))
            grave.Add(servers.Any(server => server.ProbedAt > 0) ? "No server answers." : "No server has answered yet.");
        foreach (var pair in topology.Definition.ReplicationHostgroups) Look(topology, pair, servers, grave, lesser);
        foreach (var server in servers)
        {
            if (TroubleOf(server, options) is { } trouble) lesser.Add(trouble);
        }

        if (evidenceAge > options.MaxEvidenceAge)
            lesser.Add($"Which reader shows what has not been asked for {Seconds(evidenceAge.Value)} s, so that reads may stay on the writer.");
        var status = grave.Count > 0 ? HealthStatus.Unhealthy : lesser.Count > 0 ? HealthStatus.Degraded : HealthStatus.Healthy;
        return new HealthFinding(status, [.. grave, .. lesser], DataOf(topology, evidenceAge));
    }

    private static void Look(
        TopologySnapshot topology, ReplicationHostgroup pair, ImmutableArray<ServerState> servers,
        ImmutableArray<string>.Builder grave, ImmutableArray<string>.Builder lesser)
    {
        var writer = topology.WriterOf(pair.WriterHostgroup)?.Address;
        if (writer is null) grave.Add($"Hostgroup {pair.WriterHostgroup} has no writer.");
        var hasOthers = servers.Any(server => server.Address != writer && server.AliasOf is null && IsMember(topology, pair, server.Address));
        if (hasOthers && topology.MembersOf(pair.ReaderHostgroup).All(member => member.Address == writer))
            lesser.Add($"Hostgroup {pair.ReaderHostgroup} has no reader but the writer.");
    }

    private static string? TroubleOf(ServerState server, RoutingHealthOptions options) => server switch
    {
        { Health: ServerHealth.Shunned } => $"{server.Address} is down.",
        { Health: ServerHealth.Suspect } => $"{server.Address} did not answer its last probe.",
        { RefusesMonitor: true } => $"{server.Address} refuses the monitor's login.",
        { Health: ServerHealth.Unknown } => $"{server.Address} has not answered yet.",
        { InConflict: true } => $"{server.Address} is writable beside another server, and gets nothing.",
        { LateIn.IsEmpty: false } => $"{server.Address} is too far behind to serve ({Lag(server)}).",
        { LagSeconds: { } lag } when lag > options.MaxLag.TotalSeconds => $"{server.Address} is behind ({Lag(server)}).",
        _ => null,
    };

    private static ImmutableSortedDictionary<string, object> DataOf(TopologySnapshot topology, TimeSpan? evidenceAge)
    {
        var data = ImmutableSortedDictionary.CreateBuilder<string, object>(StringComparer.Ordinal);
        data["epoch"] = topology.Epoch;
        if (evidenceAge is { } age) data["evidence"] = $"{Seconds(age)} s old";
        foreach (var pair in topology.Definition.ReplicationHostgroups)
            data[$"writer of hostgroup {pair.WriterHostgroup}"] = topology.WriterOf(pair.WriterHostgroup)?.Address.ToString() ?? "none";
        foreach (var server in topology.Servers) data[server.Address.ToString()] = Standing(topology, server);
        return data.ToImmutable();
    }

    private static string Standing(TopologySnapshot topology, ServerState server)
    {
        var roles = topology.Definition.ReplicationHostgroups
            .Select(pair => topology.RoleOf(server.Address, pair.WriterHostgroup)).Where(role => role != ServerRole.None).Distinct();
        var said = new List<string>();
        if (string.Join(" and ", roles) is { Length: > 0 } part) said.Add(part);
        said.Add(server.Health.ToString());
        if (server.Drained || !IsInService(topology, server.Address)) said.Add("out of service");
        if (server.RefusesMonitor) said.Add("refuses the monitor");
        if (server.LagSeconds is not null) said.Add(Lag(server));
        if (server.Version is { } version) said.Add(version);
        return string.Join(", ", said);
    }

    private static bool Answers(ServerState server) => server.Health == ServerHealth.Online;

    // A server that was taken out on purpose is missed by no check.
    private static bool IsInService(TopologySnapshot topology, ServerAddress address) =>
        topology.Definition.Servers.Any(server => server.Address == address && server.Status == ServerStatus.Online) &&
        topology.Find(address) is not { Drained: true };

    private static bool IsMember(TopologySnapshot topology, ReplicationHostgroup pair, ServerAddress address) =>
        topology.Definition.Servers.Any(server => server.Address == address && pair.Contains(server.Hostgroup));

    private static string Lag(ServerState server) =>
        server.LagSeconds is { } lag ? string.Create(CultureInfo.InvariantCulture, $"{lag} s behind") : "lag unknown";

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);
}
