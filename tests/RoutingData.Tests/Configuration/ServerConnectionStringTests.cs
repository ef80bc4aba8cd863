using System.Data.Common;
using RoutingData.Configuration;
using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;

namespace RoutingData.Tests.Configuration;

/// <summary>Runs on whichever driver the tests run on; the driver's own builder says what it understood.</summary>
public class ServerConnectionStringTests
{
    private static readonly DbProviderFactory Factory = MySqlDriver.Find().Factory;
    private static readonly ServerDefinition Server = new(10, new ServerAddress("db002", 3307));
    private static readonly PoolOptions Pool = new() { ConnectTimeoutMs = 1200 };

    [Fact]
    [Trait("Requirement", "D15")]
    public void Driver_gets_one_server_and_always_resets_connections()
    {
        var read = Read(ServerConnectionString.For(Factory, "User ID=app;Password='a;b';Connection Reset=false;Pooling=false", Server, Pool));

        Assert.Equal(("db002", "3307"), (read("Server"), read("Port")));
        Assert.Equal(("app", "a;b"), (read("User ID"), read("Password")));
        Assert.Equal(("True", "False"), (read("Connection Reset"), read("Pooling")));
    }

    [Fact]
    public void Connect_to_one_server_has_the_pools_timeout_in_whole_seconds() =>
        Assert.Equal("2", Read(ServerConnectionString.For(Factory, "Connection Timeout=15", Server, Pool))("Connection Timeout"));

    [Theory]
    [InlineData("", false, null)]
    [InlineData("SSL Mode=Preferred", false, "Preferred")]
    [InlineData("", true, "Required")]
    [InlineData("SslMode=Disabled", true, "Required")]
    [InlineData("SSL Mode=Preferred", true, "Required")]
    [InlineData("SSL Mode=VerifyFull", true, "VerifyFull")]
    public void Use_ssl_asks_for_at_least_Required(string said, bool useSsl, string? expected)
    {
        var text = ServerConnectionString.For(Factory, $"User ID=app;{said}", Server with { UseSsl = useSsl }, Pool);

        var says = text.Replace(" ", "", StringComparison.Ordinal).Contains("sslmode", StringComparison.OrdinalIgnoreCase);
        Assert.Equal(expected, says ? Read(text)("SSL Mode") : null);
    }

    [Theory]
    [InlineData("", 1000, "1000")]
    [InlineData("", 7, "7")]
    [InlineData("Maximum Pool Size=20", 1000, "20")]
    [InlineData("Max Pool Size=20", 7, "7")]
    public void Pool_is_as_large_as_the_server_allows_and_the_string_says(string said, int maxConnections, string expected) =>
        Assert.Equal(
            expected,
            Read(ServerConnectionString.For(Factory, said, Server with { MaxConnections = maxConnections }, Pool))("Maximum Pool Size"));

    [Theory]
    [Trait("Requirement", "D40")]
    [InlineData(0, "270")]
    [InlineData(0.5, "300")]
    [InlineData(0.999, "330")]
    public void Connections_of_two_pools_do_not_end_together(double dice, string seconds) => Assert.Equal(
        seconds, Read(ServerConnectionString.For(Factory, "Connection Lifetime=300", Server, Pool, dice))("Connection Lifetime"));

    [Fact]
    public void Address_may_be_IPv6() =>
        Assert.Equal("fe80::1", Read(ServerConnectionString.For(Factory, "", new(20, new("fe80::1", 3306)), Pool))("Server"));

    [Fact]
    public void Monitor_has_its_own_user_timeouts_and_connection()
    {
        var monitor = new MonitorOptions { Username = "mon", Password = "m;p", ConnectTimeoutMs = 600, ReadOnlyTimeoutMs = 1200 };

        var text = ServerConnectionString.ForMonitor(
            Factory, "User ID=app;Password=secret;Database=shop;Connection Timeout=15", Server, monitor);

        var read = Read(text);
        Assert.Equal(("mon", "m;p"), (read("User ID"), read("Password")));
        Assert.Equal(("1", "2", "False"), (read("Connection Timeout"), read("Default Command Timeout"), read("Pooling")));
        Assert.Equal("", read("Database"));
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Monitor_without_a_user_is_the_application()
    {
        var read = Read(ServerConnectionString.ForMonitor(Factory, "User ID=app;Password=pw", Server, new MonitorOptions()));

        Assert.Equal(("app", "pw"), (read("User ID"), read("Password")));
    }

    [Theory]
    [Trait("Fault", "E5")]
    [InlineData("Server=db001,db003;Pooling=false", "app", "pw")]
    [InlineData("Server=db001;User ID=app;Pooling=false", "app", "pw")]
    [InlineData("Server=db001;Uid=app;Pooling=false", "app", "pw")]
    [InlineData("Server=db001;User ID=app;Password=mine;Pooling=false", "app", "mine")]
    // One user's password is not another's.
    [InlineData("Server=db001;User ID=root;Pooling=false", "root", "")]
    public void A_string_from_outside_is_aimed_at_a_server_with_its_own_user(string said, string user, string password)
    {
        var read = Read(ServerConnectionString.AimAt(Server.Address, Factory, said, "User ID=app;Password=pw;Database=shop"));

        Assert.Equal(("db002", "3307", "False"), (read("Server"), read("Port"), read("Pooling")));
        Assert.Equal((user, password), (read("User ID"), read("Password")));
        Assert.Equal("", read("Database"));
    }

    [Theory]
    [Trait("Fault", "E9")]
    [InlineData("User ID=app;Password=pw;Database=shop", "shop/db002:3307")]
    [InlineData("User ID=app;Password=pw;Database=shop;Application Name=desk", "desk/db002:3307")]
    [InlineData("User ID=app;Password=pw;Database=shop;ApplicationName=", "shop/db002:3307")]
    [InlineData("User ID=app;Password=pw", "RoutingData/db002:3307")]
    public void Pools_have_names_so_that_no_metric_shows_the_connection_string(string said, string name)
    {
        Assert.SkipUnless(MySqlDriver.Find().Kind == DriverKind.MySqlConnector, "MySql.Data names no pools.");

        Assert.Equal(name, Read(ServerConnectionString.For(Factory, said, Server, Pool))("Application Name"));
        Assert.Equal($"{name} monitor", Read(ServerConnectionString.ForMonitor(Factory, said, Server, new MonitorOptions()))("Application Name"));
        Assert.Equal(name, Read(ServerConnectionString.AimAt(Server.Address, Factory, "User ID=other;Pooling=false", said))("Application Name"));
    }

    [Fact]
    public void Driver_without_a_builder_of_its_own_gets_the_keywords_as_they_are() =>
        Assert.Equal(
            "user id=app;Server=db002;Port=3307;Connection Reset=True;Auto Enlist=False;Connection Timeout=2;Maximum Pool Size=1000",
            ServerConnectionString.For(new Plain(), "User ID=app", Server, Pool), StringComparer.OrdinalIgnoreCase);

    private sealed class Plain : DbProviderFactory;

    private static Func<string, string?> Read(string text)
    {
        var builder = Factory.CreateConnectionStringBuilder()!;
        builder.ConnectionString = text;
        return keyword => builder[keyword]?.ToString();
    }
}
