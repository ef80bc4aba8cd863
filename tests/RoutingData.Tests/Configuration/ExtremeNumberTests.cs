using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Data.Common;
using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using RoutingData.Configuration;
using RoutingData.Execution;
using RoutingData.Monitor;
using RoutingData.Pools;
using RoutingData.Rules;

namespace RoutingData.Tests.Configuration;

/// <summary>Numbers at the ends of their ranges: a fault, told at configuration, or they work; never an overflow later.</summary>
public class ExtremeNumberTests
{
    private static readonly MySqlDriver Driver = MySqlDriver.Find();

    private static readonly string[] Values =
        ["0", "1", "-1", "2147483", "2147484", "2147483647", "2147483648", "4294967", "4294968", "4294967295", "4294967296", "1e3", "", "x"];

    /// <summary>Every keyword of the driver that takes a number, and those that the router reads under their other spellings.</summary>
    public static TheoryData<string> Keywords => [.. new[] { "Connect Timeout", "Command Timeout", "Max Pool Size", "Min Pool Size" }
        .Concat(TypeDescriptor.GetProperties(Driver.Factory.CreateConnectionStringBuilder()!, noCustomTypeDesc: true)
            .Cast<PropertyDescriptor>()
            .Where(property => property.PropertyType == typeof(uint) || property.PropertyType == typeof(int))
            .Select(property => property.DisplayName)
            .Where(name => name is not ("Count" or "Port")))
        .Distinct(StringComparer.OrdinalIgnoreCase)];

    [Theory]
    [MemberData(nameof(Keywords))]
    [Trait("Fault", "B5")]
    [Trait("Fault", "B7")]
    public void A_number_of_the_driver_is_a_fault_or_works(string keyword)
    {
        var refused = 0;
        foreach (var value in Values)
        {
            var text = $"Server=db001;User ID=app;Password=secret;{keyword}='{value}'";
            // Before it is opened a connection knows no faults, and must not stumble over them either.
            using (var connection = new RoutingDbConnection(text))
                Assert.True(connection.ConnectionTimeout >= 0 && connection.CreateCommand().CommandTimeout >= 0);

            var options = new RoutingOptions { ConnectionString = text };
            var faults = RoutingOptionsValidation.Validate(options, Driver.Factory);
            if (faults.IsEmpty)
            {
                Use(options);
                continue;
            }

            refused++;
            Assert.All(faults, fault => Assert.Equal("ConnectionString", fault.Path));
            using var source = new RoutingDbDataSource("Server=db001;User ID=app");
            source.TryReload(() => options);
            Assert.Equal("db001:3306", source.ServerList);
        }

        Assert.InRange(refused, 1, Values.Length - 1);
    }

    public static TheoryData<string, string> Ranges
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var type in new[]
            {
                typeof(RoutingOptions), typeof(ServerOptions), typeof(ReplicationHostgroupOptions), typeof(QueryRuleOptions),
                typeof(MonitorOptions), typeof(FailoverOptions), typeof(PoolOptions),
            })
            {
                foreach (var property in type.GetProperties())
                {
                    if (property.PropertyType == typeof(int) || property.PropertyType == typeof(int?)) data.Add(type.Name, property.Name);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Ranges))]
    [Trait("Fault", "C5")]
    public void An_option_works_at_both_ends_of_its_range(string type, string name)
    {
        var worked = 0;
        var property = typeof(RoutingOptions).Assembly.GetType($"RoutingData.{type}")?.GetProperty(name)
            ?? typeof(MonitorOptions).GetProperty(name)!;
        var range = property.GetCustomAttribute<RangeAttribute>();
        foreach (var value in new[] { range?.Minimum ?? 0, 1, range?.Maximum ?? int.MaxValue }.Cast<int>().Distinct())
        {
            var options = new RoutingOptions
            {
                ConnectionString = "Server=db001;User ID=app;Password=secret;Connection Lifetime=300",
                Servers = [new() { Hostname = "db002" }],
                QueryRules = [new() { DestinationHostgroup = 10 }],
                ReplicationHostgroups = [new()],
            };
            object owner = type switch
            {
                nameof(ServerOptions) => options.Servers[0],
                nameof(ReplicationHostgroupOptions) => options.ReplicationHostgroups[0],
                nameof(QueryRuleOptions) => options.QueryRules[0],
                nameof(MonitorOptions) => options.Monitor,
                nameof(FailoverOptions) => options.Failover,
                nameof(PoolOptions) => options.Pool,
                _ => options,
            };
            property.SetValue(owner, value);
            if (!RoutingOptionsValidation.Validate(options, Driver.Factory).IsEmpty) continue;
            worked++;
            Use(options);
        }

        // A hostgroup, for one, must be one that has servers, whatever its range.
        if (!name.Contains("Hostgroup", StringComparison.Ordinal)) Assert.NotEqual(0, worked);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(999, 1)]
    [InlineData(1000, 1)]
    [InlineData(1001, 2)]
    [InlineData(int.MaxValue, 2_147_484)]
    [Trait("Fault", "C5")]
    public void Milliseconds_are_rounded_up_to_seconds(int milliseconds, int seconds)
    {
        Assert.Equal(seconds, WholeSeconds.Of(milliseconds));
        Assert.Equal(
            seconds,
            RoutingConfiguration.Of(
                new() { ConnectionString = "Server=db001;User ID=app", DefaultQueryTimeoutMs = milliseconds }, Driver.Factory)
                .DefaultCommandTimeoutSeconds);

        var rules = Evaluated(new() { Timeout = milliseconds });
        Assert.Equal(seconds, RuleEffects.Shortened(0, rules));
        Assert.Equal(1, RuleEffects.Shortened(1, rules));
    }

    [Fact]
    [Trait("Fault", "C5")]
    public async Task Delays_add_up_without_an_overflow()
    {
        using var cancelling = new CancellationTokenSource();
        var delaying = RuleEffects.DelayAsync(
            async: true, int.MaxValue + 3_600_000L, TimeProvider.System, cancelling.Token).AsTask();
        Assert.False(delaying.IsCompleted);
        await cancelling.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => delaying);
    }

    // All that is worked out from options before anything is sent.
    private static void Use(RoutingOptions options)
    {
        options.UseDriver(Driver);
        using (var source = new RoutingDbDataSource(options))
        {
            Assert.True(source.ConnectionTimeoutSeconds >= 0);
            Assert.InRange(OpenTimeout.Of(source.ConnectionTimeoutSeconds), TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(int.MaxValue));
            using var connection = source.CreateConnection();
            var timeout = connection.CreateCommand().CommandTimeout;
            Assert.True(timeout >= 0);
            Assert.InRange(
                source.Runtime.Plan.WaitTimeoutFor(timeout), TimeSpan.Zero, TimeSpan.FromMilliseconds(options.Failover.WriterWaitTimeoutMs));
            source.TryReload(() => options);
        }

        var configuration = RoutingConfiguration.Of(options, Driver.Factory);
        var clock = new InFlightClock(TimeProvider.System);
        foreach (var sample in new[] { 0, 0.999 })
        {
            foreach (var server in configuration.Topology.Servers)
            {
                var random = new Dice(sample);
                var pool = new ServerPoolFactory(configuration, Driver, TimeProvider.System, clock, random).Create(server.Address);
                Assert.InRange(pool.Limits.MaxConnections, 1, int.MaxValue);
                Driver.Factory.CreateConnectionStringBuilder()!.ConnectionString =
                    ServerConnectionString.ForMonitor(Driver.Factory, configuration.SharedConnectionString, server, configuration.Monitor);
            }
        }

        foreach (var rule in options.QueryRules) Assert.InRange(RuleEffects.Shortened(0, Evaluated(rule)), 0, int.MaxValue);
        clock.Dispose();
    }

    private static RuleOutcome Evaluated(QueryRuleOptions rule) =>
        new QueryRuleSet([rule], text => text).Evaluate(new RuleInput("SELECT ?"));

    private sealed class Dice(double value) : Random
    {
        public override double NextDouble() => value;
    }
}
