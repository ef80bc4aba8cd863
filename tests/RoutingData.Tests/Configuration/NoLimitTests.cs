using System.Data.Common;
using RoutingData.Configuration;
using RoutingData.Execution;
using RoutingData.Monitor;
using RoutingData.Rules;

namespace RoutingData.Tests.Configuration;

/// <summary>What 0 means, wherever it is no number like any other.</summary>
public class NoLimitTests
{
    private static readonly DbProviderFactory Factory = MySqlDriver.Find().Factory;

    [Theory]
    [InlineData(0, int.MaxValue)]
    [InlineData(1, 1000)]
    [InlineData(15, 15_000)]
    [InlineData(2_147_483, 2_147_483_000)]
    [InlineData(2_147_484, int.MaxValue)]
    [InlineData(int.MaxValue, int.MaxValue)]
    [Trait("Fault", "B5")]
    [Trait("Fault", "R13")]
    public void Connection_Timeout_of_0_is_no_limit(int seconds, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), OpenPatience.Of(seconds));

    [Theory]
    [InlineData("Connection Timeout=0", "ConnectionTimeout", 0)]
    [InlineData("Connect Timeout=0", "ConnectionTimeout", 0)]
    [InlineData("", "ConnectionTimeout", 15)]
    [InlineData("Default Command Timeout=0", "CommandTimeout", 0)]
    [InlineData("", "CommandTimeout", 30)]
    [Trait("Fault", "B5")]
    public void Timeouts_of_0_are_shown_as_they_were_said(string keyword, string which, int seconds)
    {
        var text = $"Server=db001;User ID=app;{keyword}";
        using var source = new RoutingDbDataSource(text);
        foreach (var connection in new[] { new RoutingDbConnection(text), source.CreateConnection() })
        {
            Assert.Equal(
                seconds, which == "CommandTimeout" ? connection.CreateCommand().CommandTimeout : connection.ConnectionTimeout);
            connection.Dispose();
        }
    }

    private static readonly List<(string What, Action<RoutingOptions> Say, Func<RoutingConfiguration, bool> Holds)> Zeros =
    [
        ("DefaultQueryTimeoutMs: the driver's", o => o.DefaultQueryTimeoutMs = 0, c => c.DefaultCommandTimeoutSeconds is null),
        ("DefaultQueryDelayMs: no pause", o => o.DefaultQueryDelayMs = 0, c => c.DefaultQueryDelayMs == 0),
        ("Pool.MaxConnections: no limit", o => o.Pool.MaxConnections = 0, c => c.Pool.MaxConnections == 0),
        ("Failover.WriterWaitTimeoutMs: fails at once", o => o.Failover.WriterWaitTimeoutMs = 0, c => c.Failover.WriterWaitTimeoutMs == 0),
        ("Writer Wait Timeout: fails at once", o => o.ConnectionString += ";Writer Wait Timeout=0", c => c.Failover.WriterWaitTimeoutMs == 0),
        ("Failover.FirstAnswerTimeoutMs: each server is asked once", o => o.Failover.FirstAnswerTimeoutMs = 0, c => c.Failover.FirstAnswerTimeoutMs == 0),
        ("Failover.MaxWriterWaiters: none waits", o => o.Failover.MaxWriterWaiters = 0, c => c.Failover.MaxWriterWaiters == 0),
        ("Failover.ConnectRetriesOnFailure: once", o => o.Failover.ConnectRetriesOnFailure = 0, c => c.Failover.ConnectRetriesOnFailure == 0),
        ("Failover.SlowStartMs: at once", o => o.Failover.SlowStartMs = 0, c => c.Failover.SlowStartMs == 0),
        ("Max Replication Lag: not looked at", o => o.ConnectionString += ";Max Replication Lag=0", c => c.Topology.Servers[0].MaxReplicationLag == 0),
        ("Weight: takes nothing", o => o.Servers.Add(new() { Hostname = "b", Weight = 0 }), c => c.Topology.Servers[0].Weight == 0),
    ];

    [Fact]
    [Trait("Fault", "B5")]
    public void Options_of_0_come_through()
    {
        foreach (var (what, say, holds) in Zeros)
        {
            var options = new RoutingOptions { ConnectionString = "Server=db001;User ID=app" };
            say(options);

            Assert.True(holds(RoutingConfiguration.Of(options, Factory)), what);
        }
    }

    [Theory]
    [InlineData("Maximum Pool Size=0")]
    [InlineData("Max Pool Size=0")]
    [Trait("Fault", "B5")]
    public void A_pool_of_0_connections_is_a_fault_and_no_pool_without_a_limit(string keyword)
    {
        var fault = Assert.Single(RoutingOptionsFaults.Of(new() { ConnectionString = $"Server=db001;User ID=app;{keyword}" }, Factory));
        Assert.Contains("1 to 2147483647", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, 30, 30)]
    [InlineData(5000, 0, 5)]
    [InlineData(5000, 30, 5)]
    [InlineData(50_000, 30, 30)]
    [Trait("Fault", "B5")]
    public void A_rules_timeout_of_0_leaves_the_commands_own(int ruleMs, int command, int expected)
    {
        var rules = new QueryRuleSet([new() { Timeout = ruleMs }], text => text).Evaluate(new RuleInput("SELECT ?"));
        Assert.Equal(expected, RuleEffects.Shortened(command, rules));
    }
}
