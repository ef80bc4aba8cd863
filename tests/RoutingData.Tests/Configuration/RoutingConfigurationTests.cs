using System.Data.Common;
using Polly;
using RoutingData.Configuration;
using RoutingData.Connecting;
using RoutingData.Monitor;
using RoutingData.Rules;

namespace RoutingData.Tests.Configuration;

public class RoutingConfigurationTests
{
    private static readonly DbProviderFactory Factory = MySqlDriver.Find().Factory;

    [Fact]
    public void The_applications_own_retries_of_connects_and_promotion_fence_are_taken()
    {
        var retry = new ResiliencePipelineBuilder().Build();
        var options = new RoutingOptions { ConnectionString = "Server=db001;User ID=app" };
        Assert.Null(RoutingConfiguration.Of(options, Factory).ConnectRetry);
        Assert.False(RoutingConfiguration.Of(options, Factory).Topology.FencesPromotions);

        options.UseConnectRetry(retry).UsePromotionFence((_, _) => Task.CompletedTask);
        Assert.Same(retry, RoutingConfiguration.Of(options, Factory).ConnectRetry);
        Assert.True(RoutingConfiguration.Of(options, Factory).Topology.FencesPromotions);
    }

    [Fact]
    [Trait("Requirement", "D48")]
    public void Servers_that_were_discovered_stand_beside_the_configured_ones_as_far_as_the_options_allow_them()
    {
        var options = new RoutingOptions { ConnectionString = "Server=db001,10.1.0.3;User ID=app;Password=pw;Max Replication Lag=9" };
        Assert.Null(Of(options).Topology.Discovery);
        Assert.Equal(2, Of(options).With([Found("10.1.0.2")]).Topology.Servers.Length);

        options.Discovery.Sources.Add(DiscoverySource.Replicas);
        options.Discovery.AllowedHosts.Add("10.1.0.0/16");
        options.Discovery.MaxServers = 2;
        var configuration = Of(options);
        // Allowed no longer, in no pair of the options, configured by now, and one too many.
        var found = configuration.With([Found("10.2.0.1"), Found("10.1.0.9", hostgroup: 77), Found("10.1.0.3"), Found("10.1.0.2"), Found("10.1.0.4"), Found("10.1.0.5")]);
        Assert.Equal(["db001", "10.1.0.3", "10.1.0.2", "10.1.0.4"], found.Topology.Servers.Select(server => server.Address.Hostname));
        Assert.All(found.Topology.Servers[2..], server => Assert.True(server is { Identity: "7", MaxReplicationLag: 9, Hostgroup: 10 }));
        Assert.True(found.HasSameConnections(configuration));
        Assert.True(configuration.HasSameConnections(found));
        Assert.DoesNotContain("pw", found.ToString(), StringComparison.Ordinal);

        static ServerDefinition Found(string host, int hostgroup = 10) => new(hostgroup, new ServerAddress(host, 3306)) { Identity = "7" };
    }

    [Fact]
    public void Connection_string_with_servers_is_all_it_takes()
    {
        var configuration = Of(new() { ConnectionString = "Server=db001,db002:3307;User ID=app;Password=pw;Database=shop" });

        Assert.Equal(
            [new ServerDefinition(10, new("db001", 3306)), new ServerDefinition(10, new("db002", 3307))], configuration.Topology.Servers);
        Assert.Equal([new ReplicationHostgroup(10, 20)], configuration.Topology.ReplicationHostgroups);
        Assert.Equal((10, "app", "shop"), (configuration.DefaultHostgroup, configuration.Username, configuration.DefaultSchema));
        Assert.Null(configuration.Monitor.Username);
        Assert.False(configuration.HasOwnRules);
        Assert.DoesNotContain("db00", configuration.SharedConnectionString, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT a FROM t WHERE id = ? FOR UPDATE", 10)]
    [InlineData("SELECT a FROM t", 20)]
    [InlineData("UPDATE t SET a = ?", null)]
    [Trait("Requirement", "D16")]
    public void Without_rules_the_well_known_pair_holds(string digestText, int? hostgroup)
    {
        var configuration = Of(new() { ConnectionString = "Server=db001;User ID=app" });

        var rules = new QueryRuleSet(configuration.QueryRules, text => text);
        Assert.Equal(hostgroup, rules.Evaluate(new RuleInput(digestText)).DestinationHostgroup);
    }

    [Fact]
    public void Well_known_pair_follows_the_pair_of_the_default_hostgroup()
    {
        var options = new RoutingOptions
        {
            ConnectionString = "Server=db001;User ID=app", DefaultHostgroup = 1,
            ReplicationHostgroups = [new() { WriterHostgroup = 1, ReaderHostgroup = 2 }],
        };

        Assert.Equal([1, 2], Of(options).QueryRules.Select(rule => rule.DestinationHostgroup!.Value));
    }

    [Fact]
    public void Options_come_before_the_connection_string()
    {
        var configuration = Of(new()
        {
            ConnectionString = "Server=db001;Uid=app;Pwd=one;Initial Catalog=shop;Monitor Username=mon;Monitor Password=m1",
            Username = "web", Password = "two", DefaultSchema = "store", Monitor = { Username = "probe", Password = "m2" },
        });

        Assert.Equal(("web", "store"), (configuration.Username, configuration.DefaultSchema));
        Assert.Equal(("probe", "m2"), (configuration.Monitor.Username, configuration.Monitor.Password));
        Assert.Contains("two", configuration.SharedConnectionString, StringComparison.Ordinal);
        Assert.DoesNotContain("one", configuration.SharedConnectionString, StringComparison.Ordinal);
    }

    [Fact]
    public void Keywords_count_where_an_option_is_at_its_default()
    {
        const string Text = "Server=db001;User ID=app;Writer Wait Timeout=30;Writer Is Also Reader=false;Max Replication Lag=5;" +
            "Monitor Username=mon;Monitor Password=m1;Read Only Functions='shop.a,shop.b'";

        var said = Of(new() { ConnectionString = Text });
        Assert.Equal((30_000, 5), (said.Failover.WriterWaitTimeoutMs, said.Topology.Servers[0].MaxReplicationLag));
        Assert.Equal((false, false), (said.Monitor.WriterIsAlsoReader, said.Topology.WriterIsAlsoReader));
        Assert.Equal(("mon", "m1"), (said.Monitor.Username, said.Monitor.Password));

        var overridden = Of(
            new() { ConnectionString = Text, Failover = { WriterWaitTimeoutMs = 500 }, ReadOnlyFunctions = ["`Tax`.Rate"] });
        Assert.Equal(500, overridden.Failover.WriterWaitTimeoutMs);
        Assert.Equal(["shop.a", "shop.b", "Tax.Rate"], overridden.ReadOnlyFunctions.Order(StringComparer.OrdinalIgnoreCase));
        Assert.Contains("tax.rate", (IReadOnlySet<string>)overridden.ReadOnlyFunctions);
    }

    [Fact]
    [Trait("Requirement", "D48")]
    public void Server_of_the_options_keeps_what_it_says_when_the_connection_string_lists_it_too()
    {
        var configuration = Of(new()
        {
            ConnectionString = "Server=DB001,db002;User ID=app",
            Servers =
            [
                new()
                {
                    HostgroupId = 20, Hostname = "db001", Weight = 7, Status = ServerStatus.OfflineSoft, MaxConnections = 9,
                    MaxReplicationLag = 3, UseSsl = true, Comment = "rack 4",
                },
            ],
        });

        Assert.Equal(
            [
                new ServerDefinition(20, new("db001", 3306))
                {
                    Weight = 7, Status = ServerStatus.OfflineSoft, MaxConnections = 9, MaxReplicationLag = 3, UseSsl = true,
                    Comment = "rack 4",
                },
                new ServerDefinition(10, new("db002", 3306)),
            ],
            configuration.Topology.Servers);
    }

    [Theory]
    [InlineData("read_only", ReadOnlyCheck.ReadOnly)]
    [InlineData("INNODB_READ_ONLY", ReadOnlyCheck.InnodbReadOnly)]
    [InlineData("super_read_only", ReadOnlyCheck.SuperReadOnly)]
    [InlineData("read_only|innodb_read_only", ReadOnlyCheck.ReadOnlyOrInnodbReadOnly)]
    [InlineData("read_only & innodb_read_only", ReadOnlyCheck.ReadOnlyAndInnodbReadOnly)]
    [InlineData("group_replication", ReadOnlyCheck.GroupReplication)]
    public void Check_type_is_ProxySQLs(string checkType, ReadOnlyCheck check)
    {
        var configuration = Of(
            new() { ConnectionString = "Server=db001;User ID=app", ReplicationHostgroups = [new() { CheckType = checkType }] });

        Assert.Equal(check, configuration.Topology.ReplicationHostgroups[0].Check);
    }

    [Fact]
    [Trait("Requirement", "D48")]
    public void Option_changed_after_it_was_read_changes_nothing()
    {
        var options = new RoutingOptions { ConnectionString = "Server=db001;User ID=app" };
        var configuration = Of(options);

        options.Failover.WriterWaitTimeoutMs = 1;
        options.Monitor.ReadOnlyIntervalMs = 1;
        options.Pool.ConnectTimeoutMs = 1;
        options.QueryRules.Add(new() { DestinationHostgroup = 30 });

        Assert.Equal(
            (10_000, 1500, 1000),
            (configuration.Failover.WriterWaitTimeoutMs, configuration.Monitor.ReadOnlyIntervalMs, configuration.Pool.ConnectTimeoutMs));
        Assert.Equal(2, configuration.QueryRules.Length);
    }

    [Fact]
    public void Copies_of_option_groups_are_complete()
    {
        var connection = new RoutingDbConnectionStringBuilder();

        AssertCopied(new MonitorOptions(), options => EffectiveOptions.Monitor(options, connection));
        AssertCopied(new FailoverOptions(), options => EffectiveOptions.Failover(options, connection));
        AssertCopied(new PoolOptions(), EffectiveOptions.Pool);
    }

    private static void AssertCopied<T>(T options, Func<T, T> copy)
    {
        var properties = typeof(T).GetProperties();
        foreach (var property in properties)
        {
            property.SetValue(options, property.GetValue(options) switch
            {
                int number => number + 1,
                bool truth => !truth,
                Enum value => Enum.ToObject(value.GetType(), Convert.ToInt32(value) + 1),
                TimeSpan time => time + TimeSpan.FromSeconds(1),
                _ => $"{property.Name}",
            });
        }

        var copied = copy(options);
        Assert.All(properties, property => Assert.Equal(property.GetValue(options), property.GetValue(copied)));
    }

    private static RoutingConfiguration Of(RoutingOptions options) => RoutingConfiguration.Of(options, Factory);
}
