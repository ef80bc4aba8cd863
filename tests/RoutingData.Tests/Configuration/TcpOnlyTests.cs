using System.Data.Common;
using RoutingData.Configuration;
using RoutingData.Monitor;

namespace RoutingData.Tests.Configuration;

/// <summary>Unix sockets and pipes are not possible, and the options' faults say so and why.</summary>
public class TcpOnlyTests
{
    private static readonly DbProviderFactory Factory = MySqlDriver.Find().Factory;

    [Theory]
    [InlineData("Server=/run/mysqld.sock", true)]
    [InlineData("Server=db001,/run/mysqld.sock", true)]
    [InlineData("Server=@mysql", true)]
    [InlineData("Server=db001;Protocol=Unix", true)]
    [InlineData("Server=db001;Connection Protocol=UnixSocket", true)]
    [InlineData("Server=db001;Protocol=Pipe", true)]
    [InlineData("Server=db001;ConnectionProtocol=memory", true)]
    [InlineData("Server=db001;Protocol=Tcp", false)]
    [InlineData("Server=db001;Connection Protocol=Sockets", false)]
    [Trait("Fault", "R21")]
    [Trait("Fault", "R15")]
    public void Any_other_way_than_TCP_is_a_fault_that_says_why(string text, bool isFault)
    {
        var faults = RoutingOptionsValidation.Validate(new() { ConnectionString = $"{text};User ID=app" }, Factory);
        Assert.Equal(isFault, faults.Any(fault => fault.Message.Contains("TCP only", StringComparison.Ordinal)));
        Assert.Equal(isFault, !faults.IsEmpty);
    }

    [Theory]
    [InlineData("/run/mysqld.sock")]
    [InlineData(@"\\.\pipe\MySQL")]
    [Trait("Fault", "R21")]
    public void A_servers_host_cannot_be_a_path_either(string host) => Assert.Contains(
        RoutingOptionsValidation.Validate(new() { ConnectionString = "User ID=app", Servers = [new() { Hostname = host }] }, Factory),
        fault => fault.Path == "Servers[0].Hostname" && fault.Message.Contains("TCP only", StringComparison.Ordinal));

    [Theory]
    [InlineData("Minimum Pool Size=50;Maximum Pool Size=10", "ConnectionString")]
    [InlineData("Minimum Pool Size=1001", "ConnectionString")]
    [InlineData("Minimum Pool Size=10;Maximum Pool Size=10", null)]
    [InlineData("Minimum Pool Size=200", null)]
    [Trait("Fault", "R15")]
    public void A_pool_that_would_keep_more_than_it_may_have_is_a_fault(string text, string? path)
    {
        var options = new RoutingOptions { ConnectionString = $"Server=db001;User ID=app;{text}" };
        Assert.Equal(path is null ? [] : [path], RoutingOptionsValidation.Validate(options, Factory).Select(fault => fault.Path).Distinct());
        if (path is not null) return;

        // Nor does the monitor's own connection compare it with the driver's default.
        var monitor = ServerConnectionString.ForMonitor(
            Factory, SharedKeywords.Of(options, new(options.ConnectionString), Factory).ConnectionString, new(10, new("db001", 3306)), new());
        Assert.Null(new DriverKeywords(monitor).MinimumPoolSize);
    }

    [Fact]
    [Trait("Fault", "R15")]
    public void A_servers_own_limit_counts_too() => Assert.Contains(
        RoutingOptionsValidation.Validate(
            new() { ConnectionString = "User ID=app;Minimum Pool Size=5", Servers = [new() { Hostname = "db001", MaxConnections = 4 }] }, Factory),
        fault => fault.Path == "Servers[0].MaxConnections");
}
