using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Data.Common;
using Microsoft.Extensions.Options;
using Polly;
using RoutingData.Connecting;
using RoutingData.Markers;
using RoutingData.Monitor;
using RoutingData.Rules;

namespace RoutingData.Configuration;

/// <summary>
/// What the options come to, once defaults and the connection string are in: valid, and never changed again. A reload makes a new one.
/// </summary>
internal sealed record RoutingConfiguration
{
    /// <summary>The servers, the pairs, and the thresholds of the topology step.</summary>
    public required TopologyDefinition Topology { get; init; }

    public required int DefaultHostgroup { get; init; }

    /// <summary>What every server's connection string has: all but the server. It holds the password: never log it.</summary>
    public required string SharedConnectionString { get; init; }

    /// <summary>What may be shown of it, with the servers.</summary>
    public required string PublicConnectionString { get; init; }

    /// <summary>Seconds that Open waits for a server that answers; 0 for no limit.</summary>
    public required int ConnectionTimeoutSeconds { get; init; }

    /// <summary>Seconds a statement may take, when the options or the connection string say.</summary>
    public required int? DefaultCommandTimeoutSeconds { get; init; }

    /// <summary>Whether a connection takes part in the transaction around its Open.</summary>
    public required bool AutoEnlist { get; init; }

    public required string Username { get; init; }

    public required string? DefaultSchema { get; init; }

    /// <summary>The rules of the options, or the two well-known ones; to be compiled at once, because the application may change
    /// them.</summary>
    public required ImmutableArray<QueryRuleOptions> QueryRules { get; init; }

    /// <summary>Whether the user wrote the rules; only then are they worth warnings.</summary>
    public required bool HasOwnRules { get; init; }

    public required FrozenSet<string> ReadOnlyFunctions { get; init; }

    /// <summary>How much a comment before a statement may say.</summary>
    public required CommentHints CommentHints { get; init; }

    /// <summary>Whether read-only functions are learned from the servers.</summary>
    public required bool LearnReadOnlyFunctions { get; init; }

    /// <summary>Whether the servers are asked what their views and triggers do.</summary>
    public required bool LearnViewsAndTriggers { get; init; }

    public required MonitorOptions Monitor { get; init; }

    public required FailoverOptions Failover { get; init; }

    /// <summary>The table of markers; null where its name says no schema, and there is no default one.</summary>
    public required MarkerTable? MarkerTable { get; init; }

    public required ConsistencyOptions Consistency { get; init; }

    /// <summary>The application's own pipeline for failed connects, if any.</summary>
    public required ResiliencePipeline? ConnectRetry { get; init; }

    public required PoolOptions Pool { get; init; }

    public required HedgingOptions Hedging { get; init; }

    public required OutlierOptions Outliers { get; init; }

    public required TelemetryOptions Telemetry { get; init; }

    /// <summary>The application's own policies for readers.</summary>
    public required ImmutableArray<IReaderSelectionPolicy> ReaderSelectionPolicies { get; init; }

    /// <summary>The servers of the process's zone; none where it has none.</summary>
    public required FrozenSet<ServerAddress> LocalServers { get; init; }

    public required int DefaultQueryDelayMs { get; init; }

    /// <summary>The reader hostgroups of all pairs.</summary>
    public FrozenSet<int> ReaderHostgroups => Topology.ReplicationHostgroups.Select(pair => pair.ReaderHostgroup).ToFrozenSet();

    /// <summary>Validates the options and works out what they come to.</summary>
    /// <exception cref="OptionsValidationException">The options are not valid; it lists everything that is wrong.</exception>
    public static RoutingConfiguration Of(RoutingOptions options, DbProviderFactory factory)
    {
        var faults = RoutingOptionsValidation.Validate(options, factory);
        if (faults.Length > 0)
            throw new OptionsValidationException(nameof(RoutingOptions), typeof(RoutingOptions), faults.Select(fault => fault.ToString()));

        var connection = new RoutingDbConnectionStringBuilder(options.ConnectionString);
        var shared = SharedKeywords.Of(options, connection, factory);
        var monitor = EffectiveOptions.Monitor(options.Monitor, connection);
        var pairs = ConfiguredServers.PairsOf(options);
        var topology = new TopologyDefinition
        {
            Servers = ConfiguredServers.Of(options, connection),
            ReplicationHostgroups = pairs,
            WriterIsAlsoReader = monitor.WriterIsAlsoReader,
            MaxFailures = monitor.ReadOnlyMaxTimeoutCount,
            PromotionFence = options.GetParts().PromotionFence,
            Discovery = DiscoveryValidation.RulesOf(options.Discovery),
        };
        var keywords = new DriverKeywords(shared.ConnectionString);
        return new RoutingConfiguration
        {
            Topology = topology,
            DefaultHostgroup = options.DefaultHostgroup,
            SharedConnectionString = shared.ConnectionString,
            PublicConnectionString = $"Server={string.Join(',', topology.Addresses)};{keywords.Shown()}",
            ConnectionTimeoutSeconds = keywords.ConnectionTimeout,
            DefaultCommandTimeoutSeconds =
                options.DefaultQueryTimeoutMs > 0 ? WholeSeconds.Of(options.DefaultQueryTimeoutMs) : keywords.DefaultCommandTimeout,
            AutoEnlist = keywords.AutoEnlist,
            Username = shared.Username!,
            DefaultSchema = shared.DefaultSchema,
            QueryRules = RulesOf(options, pairs),
            HasOwnRules = options.QueryRules.Count > 0,
            ReadOnlyFunctions = ReadOnlyFunctionNames.Of(
                [.. options.ReadOnlyFunctions, .. ReadOnlyFunctionNames.List(connection.ReadOnlyFunctions)], shared.DefaultSchema),
            LearnReadOnlyFunctions = options.LearnReadOnlyFunctions,
            LearnViewsAndTriggers = options.LearnViewsAndTriggers,
            CommentHints = options.CommentHints,
            Monitor = monitor,
            Failover = EffectiveOptions.Failover(options.Failover, connection),
            MarkerTable = MarkerTable.Of(options.Failover.MarkerTable, shared.DefaultSchema),
            Consistency = EffectiveOptions.Consistency(options.Consistency, connection),
            ConnectRetry = options.GetParts().ConnectRetry,
            Pool = EffectiveOptions.Pool(options.Pool),
            ReaderSelectionPolicies = [.. options.GetParts().ReaderSelectionPolicies],
            Hedging = EffectiveOptions.Hedging(options.Hedging),
            Outliers = EffectiveOptions.Outliers(options.Outliers),
            Telemetry = EffectiveOptions.Telemetry(options.Telemetry),
            LocalServers = Zones.LocalServers(options, Environment.GetEnvironmentVariable(Zones.Variable)),
            DefaultQueryDelayMs = options.DefaultQueryDelayMs,
        };
    }

    /// <summary>Whether connections made under another configuration, to servers that both have, are as good as new ones.</summary>
    public bool HasSameConnections(RoutingConfiguration other) =>
        SharedConnectionString == other.SharedConnectionString && SharedWith(other).SequenceEqual(other.SharedWith(this)) &&
        (Pool.ConnectTimeoutMs, Pool.MaxConcurrentConnects) == (other.Pool.ConnectTimeoutMs, other.Pool.MaxConcurrentConnects);

    /// <summary>Returns the same configuration, with the servers that were discovered beside those of the options, as far as these allow them.</summary>
    public RoutingConfiguration With(ImmutableArray<ServerDefinition> discovered)
    {
        if (Topology.Discovery is not { } rules) return this;
        var allowed =
            from server in discovered
            where rules.Allowed.Admit(server.Address.Hostname, server.Address.Port) is not null && !Topology.Addresses.Contains(server.Address)
            let pair = Topology.ReplicationHostgroups.FirstOrDefault(pair => pair.Contains(server.Hostgroup))
            where pair is not null
            let found = Topology.Discovered(server.Address, server.Identity!, pair)
            where found is not null
            select found;
        return this with { Topology = Topology with { Servers = [.. Topology.Servers, .. allowed.Take(rules.MaxServers)] } };
    }

    /// <summary>Shows nothing of it: it holds a password.</summary>
    public override string ToString() => nameof(RoutingConfiguration);

    private IEnumerable<ServerDefinition> SharedWith(RoutingConfiguration other)
    {
        var addresses = other.Topology.Addresses.ToHashSet();
        return Topology.Servers.Where(server => addresses.Contains(server.Address));
    }

    private static ImmutableArray<QueryRuleOptions> RulesOf(RoutingOptions options, ImmutableArray<ReplicationHostgroup> pairs)
    {
        if (options.QueryRules.Count > 0) return [.. options.QueryRules];
        var pair = pairs.FirstOrDefault(pair => pair.WriterHostgroup == options.DefaultHostgroup);
        return pair is null ? [] : WellKnownRules.For(pair.WriterHostgroup, pair.ReaderHostgroup);
    }
}
