using System.Data.Common;
using Microsoft.Extensions.Options;
using RoutingData.Configuration;
using RoutingData.Monitor;

namespace RoutingData.Tests.Configuration;

public class RoutingOptionsFaultsTests
{
    private static readonly DbProviderFactory Factory = MySqlDriver.Find().Factory;

    public static TheoryData<Action<RoutingOptions>, string, string> Faults => new()
    {
        { o => o.ConnectionString = "User ID=app", "Servers", "no servers" },
        { o => o.ConnectionString = "Server=db001", "Username", "no user" },
        { o => o.ConnectionString = "Server=db001;User ID", "ConnectionString", "not a connection string" },
        { o => o.ConnectionString = "Server=db001,db002:x;User ID=app", "ConnectionString", "Entry 2" },
        { o => o.ConnectionString = "Server=db001,DB001;User ID=app", "ConnectionString", "twice" },
        { o => o.ConnectionString = "Bogus=1;" + o.ConnectionString, "ConnectionString", "'bogus'" },
        { o => o.ConnectionString += ";Pooling=perhaps", "ConnectionString", "'pooling'" },
        { o => o.ConnectionString += ";Max Replication Lag=x", "ConnectionString", "Max Replication Lag" },
        { o => o.ConnectionString += ";Read Only Functions=a.b.c", "ConnectionString", "Read Only Functions" },
        { o => o.TransactionPersistent = false, "TransactionPersistent", "transaction" },
        { o => o.DefaultHostgroup = -1, "DefaultHostgroup", "between 0 and" },
        { o => o.DefaultHostgroup = 20, "DefaultHostgroup", "hostgroup of readers" },
        { o => o.DefaultQueryTimeoutMs = -1, "DefaultQueryTimeoutMs", "between 0 and" },
        { o => o.DefaultQueryDelayMs = -1, "DefaultQueryDelayMs", "between 0 and" },
        { o => o.ReadOnlyFunctions.Add("price_of"), "ReadOnlyFunctions[0]", "schema.function" },
        { o => o.ReadOnlyFunctions.Add("shop.price_of()"), "ReadOnlyFunctions[0]", "parentheses" },
        { o => o.Servers.Add(new()), "Servers[0].Hostname", "host name" },
        { o => o.Servers.Add(new() { Hostname = "db001:3307" }), "Servers[0].Hostname", "Port" },
        { o => o.Servers.Add(new() { Hostname = "a", Port = 0 }), "Servers[0].Port", "between 1 and 65535" },
        { o => o.Servers.Add(new() { Hostname = "a", Weight = 10_000_001 }), "Servers[0].Weight", "between 0 and 10000000" },
        { o => o.Servers.Add(new() { Hostname = "a", MaxConnections = 0 }), "Servers[0].MaxConnections", "between 1 and" },
        { o => o.Servers.Add(new() { Hostname = "a", MaxReplicationLag = -1 }), "Servers[0].MaxReplicationLag", "between 0 and" },
        { o => o.Servers.Add(new() { Hostname = "a", HostgroupId = -1 }), "Servers[0].HostgroupId", "between 0 and" },
        { o => o.Servers.Add(new() { Hostname = "a", Status = (ServerStatus)9 }), "Servers[0].Status", "OFFLINE_SOFT" },
        { o => Add(o.Servers, new() { Hostname = "a" }, new() { Hostname = "A" }), "Servers[1]", "Servers[0]" },
        { o => o.Servers.Add(null!), "Servers[0]", "null" },
        { o => o.ReplicationHostgroups.Add(new() { ReaderHostgroup = 10 }), "ReplicationHostgroups[0]", "both 10" },
        { o => Add(o.ReplicationHostgroups, new(), new() { WriterHostgroup = 30 }), "ReplicationHostgroups[1]", "Hostgroup 20" },
        { o => o.ReplicationHostgroups.Add(new() { WriterHostgroup = 3, ReaderHostgroup = 4 }), "ReplicationHostgroups[0]", "No server" },
        { o => o.ReplicationHostgroups.Add(new() { CheckType = "readonly" }), "ReplicationHostgroups[0].CheckType", "super_read_only" },
        { o => o.Discovery.Sources.Add(DiscoverySource.Replicas), "Discovery.AllowedHosts", "It is empty" },
        { o => o.Discovery.DnsNames.Add("mysql.shop.svc"), "Discovery.AllowedHosts", "It is empty" },
        { o => Discover(o, DiscoverySource.GroupMembers), "Discovery.Sources", "group_replication" },
        { o => { Discover(o, DiscoverySource.Replicas); o.ReplicationHostgroups.Add(new() { CheckType = "group_replication" }); }, "Discovery.Sources", "GroupMembers" },
        { o => Discover(o, (DiscoverySource)9), "Discovery.Sources[0]", "Replicas, GroupMembers, RdsTopology" },
        { o => o.Discovery.AllowedHosts.Add("10.1.0.*"), "Discovery.AllowedHosts[0]", "10.1.0.0/16" },
        { o => o.Discovery.AllowedHosts.Add(null!), "Discovery.AllowedHosts[0]", "host name" },
        { o => { o.Discovery.AllowedHosts.Add("a"); o.Discovery.DnsNames.Add("a:3306"); }, "Discovery.DnsNames[0]", "without a port" },
        { o => o.Discovery.IntervalMs = 999, "Discovery.IntervalMs", "between 1000 and" },
        { o => o.Discovery.DropAfterMs = -1, "Discovery.DropAfterMs", "between 0 and" },
        { o => o.Discovery.MaxServers = 0, "Discovery.MaxServers", "between 1 and 100" },
        { o => o.Discovery.Weight = -1, "Discovery.Weight", "between 0 and" },
        { o => Pair(o, 11, 20), "DefaultHostgroup", "there are 11, 20" },
        { o => Pair(o, 11, 10), "DefaultHostgroup", "use 11" },
        { o => o.QueryRules.Add(new() { DestinationHostgroup = 99 }), "QueryRules[0].DestinationHostgroup", "there are 10, 20" },
        { o => o.QueryRules.Add(new() { MatchDigest = "(" }), "QueryRules[0].MatchDigest", "regular expression" },
        { o => o.QueryRules.Add(new() { MatchPattern = "[[:space:]]" }), "QueryRules[0].MatchPattern", @"\s" },
        { o => o.QueryRules.Add(new() { Digest = "SELECT ?" }), "QueryRules[0].Digest", "0x" },
        { o => o.QueryRules.Add(new() { ReModifiers = "MULTILINE" }), "QueryRules[0].ReModifiers", "CASELESS" },
        { o => o.QueryRules.Add(new() { ReplacePattern = "x" }), "QueryRules[0].ReplacePattern", "MatchPattern" },
        { o => o.QueryRules.Add(new() { MatchPattern = "x", ReplacePattern = @"\1" }), "QueryRules[0].ReplacePattern", "0 groups" },
        { o => o.QueryRules.Add(new() { MatchPattern = "x", ReplacePattern = @"\n" }), "QueryRules[0].ReplacePattern", "backslash" },
        { o => Add(o.QueryRules, new() { RuleId = 3 }, new() { RuleId = 3 }), "QueryRules[1].RuleId", "QueryRules[0]" },
        { o => o.QueryRules.Add(new() { Retries = 1001 }), "QueryRules[0].Retries", "between 0 and 1000" },
        { o => o.QueryRules.Add(new() { Timeout = -1 }), "QueryRules[0].Timeout", "between 0 and" },
        { o => o.QueryRules.Add(new() { Delay = -1 }), "QueryRules[0].Delay", "between 0 and" },
        { o => o.QueryRules.Add(new() { FlagIn = -1 }), "QueryRules[0].FlagIn", "between 0 and" },
        { o => o.QueryRules.Add(new() { FlagOut = -1 }), "QueryRules[0].FlagOut", "between 0 and" },
        { o => o.Pool.ReaderSelection = "Nearest", "Pool.ReaderSelection", "there are WeightedRandom, RoundRobin, LeastInUse" },
        { o => o.Hedging.AfterMs = -1, "Hedging.AfterMs", "between 0 and" },
        { o => o.Hedging.MaxPercent = 0, "Hedging.MaxPercent", "between 1 and" },
        { o => o.Hedging.Percentile = 100, "Hedging.Percentile", "between 0 and" },
        { o => o.Hedging.Percentile = 40, "Hedging.Percentile", "50 to 99" },
        { o => o.Outliers.ErrorPercent = 101, "Outliers.ErrorPercent", "between 0 and" },
        { o => o.Outliers.LatencyFactor = 1, "Outliers.LatencyFactor", "2 or more" },
        { o => o.Outliers.AsideMs = 99, "Outliers.AsideMs", "between 100 and" },
        { o => o.Outliers.MostPercent = 100, "Outliers.MostPercent", "between 1 and" },
        { o => o.Zone = "east", "Zone", "No server says where it is" },
        { o => Add(o.Servers, new() { Hostname = "db9", Zone = "east" }, new() { Hostname = "db9", HostgroupId = 20, Zone = "west" }), "Servers[1].Zone", "another zone" },
        { o => o.AddReaderSelectionPolicy(new Named("roundrobin")), "Pool.ReaderSelection", "Two reader selection policies" },
        { o => o.Monitor.ReadOnlyIntervalMs = -1, "Monitor.ReadOnlyIntervalMs", "above 0" },
        { o => o.Monitor.ConnectTimeoutMs = 0, "Monitor.ConnectTimeoutMs", "above 0" },
        { o => o.Monitor.ReadOnlyTimeoutMs = 1501, "Monitor.ReadOnlyTimeoutMs", "ReadOnlyIntervalMs" },
        { o => o.Monitor.FailoverIntervalMs = 1501, "Monitor.FailoverIntervalMs", "ReadOnlyIntervalMs" },
        { o => o.Monitor.ReadOnlyMaxTimeoutCount = 0, "Monitor.ReadOnlyMaxTimeoutCount", "at least 1" },
        { o => o.Monitor.Password = "secret", "Monitor.Password", "no user" },
        { o => o.Failover.WriterWaitTimeoutMs = -1, "Failover.WriterWaitTimeoutMs", "between 0 and" },
        { o => o.Failover.MaxWriterWaiters = -1, "Failover.MaxWriterWaiters", "between 0 and" },
        { o => o.Failover.QueryRetriesOnFailure = -1, "Failover.QueryRetriesOnFailure", "between 0 and" },
        { o => o.Failover.ConnectRetriesOnFailure = -1, "Failover.ConnectRetriesOnFailure", "between 0 and" },
        { o => o.Failover.ConnectRetriesDelayMs = -1, "Failover.ConnectRetriesDelayMs", "between 0 and" },
        { o => o.Failover.UnknownOutcome = (UnknownOutcome)7, "Failover.UnknownOutcome", "is invalid" },
        { o => o.Failover.MarkerTable = "marker; DROP TABLE t", "Failover.MarkerTable", "letters, digits" },
        { o => o.Failover.MarkerTable = null!, "Failover.MarkerTable", "letters, digits" },
        { o => o.Failover.MarkerRetentionMs = 1000, "Failover.MarkerRetentionMs", "between 600000 and" },
        { o => o.Pool.MaxConnections = -1, "Pool.MaxConnections", "between 0 and" },
        { o => o.Pool.ConnectTimeoutMs = 1, "Pool.ConnectTimeoutMs", "between 10 and" },
        { o => o.Pool.MaxConcurrentConnects = 0, "Pool.MaxConcurrentConnects", "between 1 and" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Fault_is_told_with_its_setting_and_what_to_write(Action<RoutingOptions> spoil, string path, string says)
    {
        var options = Valid();
        Assert.Empty(RoutingOptionsValidation.Validate(options, Factory));

        spoil(options);

        var faults = RoutingOptionsValidation.Validate(options, Factory).Where(fault => fault.Path == path);
        Assert.Contains(faults, fault => fault.Message.Contains(says, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once_and_no_secret_with_it()
    {
        var options = new RoutingOptions
        {
            ConnectionString = "Server=db001,db002:s3cret-1;Password=s3cret-2;Bogus=s3cret-3;Port=s3cret-4;Pooling=s3cret-5",
            Password = "s3cret-6", TransactionPersistent = false, DefaultHostgroup = 99,
            Servers = [new() { Hostname = "db009", Port = 0, Weight = -1 }, new() { Hostname = "u:s3cret-7@db008" }],
            ReplicationHostgroups = [new() { WriterHostgroup = 20 }],
            QueryRules = [new() { RuleId = 1, MatchDigest = "(" }, new() { RuleId = 1, DestinationHostgroup = 77 }],
            Monitor = new() { Password = "s3cret-8", ReadOnlyTimeoutMs = 9999 },
            Failover = new() { WriterWaitTimeoutMs = -1 },
        };

        var e = Assert.Throws<OptionsValidationException>(() => RoutingConfiguration.Of(options, Factory));

        Assert.Equal(
            [
                "ConnectionString", "ConnectionString", "ConnectionString", "ConnectionString", "DefaultHostgroup",
                "Failover.WriterWaitTimeoutMs", "Monitor.Password", "Monitor.ReadOnlyTimeoutMs", "QueryRules[0].MatchDigest",
                "QueryRules[1].DestinationHostgroup", "QueryRules[1].RuleId", "ReplicationHostgroups[0]", "Servers[0].Port",
                "Servers[0].Weight", "Servers[1].Hostname", "TransactionPersistent", "Username",
            ],
            e.Failures.Select(failure => failure.Split(": ")[0]).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("s3cret", e.ToString(), StringComparison.Ordinal);
    }

    private static RoutingOptions Valid() => new() { ConnectionString = "Server=db001,db002;User ID=app;Password=secret" };

    private static void Add<T>(IList<T> list, T one, T two)
    {
        list.Add(one);
        list.Add(two);
    }

    private static void Discover(RoutingOptions options, DiscoverySource source)
    {
        options.Discovery.AllowedHosts.Add("10.0.0.0/8");
        options.Discovery.Sources.Add(source);
    }

    private static void Pair(RoutingOptions options, int writer, int reader)
    {
        options.ConnectionString = "User ID=app";
        options.Servers.Add(new() { Hostname = "db001", HostgroupId = writer });
        options.ReplicationHostgroups.Add(new() { WriterHostgroup = writer, ReaderHostgroup = reader });
    }

    private sealed class Named(string name) : IReaderSelectionPolicy
    {
        public string Name => name;

        public int Choose(ReadOnlySpan<ReaderCandidate> candidates, double sample) => 0;
    }
}
