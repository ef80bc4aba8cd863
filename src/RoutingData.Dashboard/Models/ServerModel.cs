using RoutingData.Dashboard.Facts;
using RoutingData.Monitor;

namespace RoutingData.Dashboard.Models;

/// <summary>A server as it is now. Times are microseconds where no name says otherwise.</summary>
internal sealed record ServerModel
{
    public required string Name { get; init; }

    /// <summary>One of <see cref="ServerStates"/>.</summary>
    public required string State { get; init; }

    /// <summary>Its part, whatever its health.</summary>
    public required string Role { get; init; }

    public string? Source { get; init; }

    public bool? Replicating { get; init; }

    public long? LagSeconds { get; init; }

    public double? BehindMs { get; init; }

    public string? Version { get; init; }

    public string? Error { get; init; }

    public bool RefusesMonitor { get; init; }

    public string? AliasOf { get; init; }

    /// <summary>Why it is set aside as a reader now.</summary>
    public string? SetAside { get; init; }

    public bool Drained { get; init; }

    public int Weight { get; init; }

    public int? MaxLag { get; init; }

    public long Statements { get; init; }

    public long Errors { get; init; }

    public double Rate { get; init; }

    /// <summary>Of all statements of now, 0 to 1.</summary>
    public double Share { get; init; }

    public double? Latency { get; init; }

    public double P50 { get; init; }

    public double P99 { get; init; }

    public double? ProbeMs { get; init; }

    public int InUse { get; init; }

    public int Most { get; init; }

    public int Waiting { get; init; }

    public long ConnectFailures { get; init; }

    public static ServerModel Of(SourceFacts facts, ServerState state, ServerStatistics server, Rates rates, double total)
    {
        var topology = facts.Topology;
        var entries = topology.Definition.Servers.Where(entry => entry.Address == state.Address).ToArray();
        var rate = rates.Of(server);
        return new ServerModel
        {
            Name = ServerNames.Of(topology, state.Address),
            State = ServerStates.Of(topology, state),
            Role = ServerStates.RoleOf(topology, state.Address) switch { ServerRole.Writer => ServerStates.Writer, ServerRole.Reader => ServerStates.Reader, _ => "" },
            Source = topology.SourceOf(state.Address)?.ToString(),
            Replicating = topology.IsReplicating(state.Address),
            LagSeconds = state.LagSeconds,
            BehindMs = facts.BehindOf(state.Address) is { } behind ? Math.Round(behind.TotalMilliseconds, 1) : null,
            Version = state.Version,
            Error = state.LastError?.Message,
            RefusesMonitor = state.RefusesMonitor,
            AliasOf = state.AliasOf is { } other ? ServerNames.Of(topology, other) : null,
            SetAside = server.SetAside,
            Drained = state.Drained,
            Weight = entries.Length > 0 ? entries.Max(entry => entry.Weight) : 0,
            MaxLag = entries.Select(entry => entry.MaxReplicationLag).Where(lag => lag > 0).Select(lag => (int?)lag).Min(),
            Statements = server.Statements,
            Errors = server.Errors,
            Rate = Math.Round(rate, 1),
            Share = total > 0 ? Math.Round(rate / total, 3) : 0,
            Latency = rates.LatencyOf(server) is { } took ? Math.Round(took) : null,
            P50 = Math.Round(server.Latency.P50.TotalMicroseconds),
            P99 = Math.Round(server.Latency.P99.TotalMicroseconds),
            ProbeMs = server.Probes is [.., { Outcome: ProbeOutcome.Answered } probe] ? Math.Round(probe.Took.TotalMilliseconds, 2) : null,
            InUse = server.Pool.InUse,
            Most = server.Pool.Most,
            Waiting = server.Pool.Waiting,
            ConnectFailures = server.Pool.Failures,
        };
    }
}
