using System.Data.Common;
using RoutingData.Monitor;

namespace RoutingData.Tests.Configuration;

public class RoutingDbConnectionStringBuilderTests
{
    [Theory]
    [InlineData("Server")]
    [InlineData("host")]
    [InlineData("Data Source")]
    [InlineData("DataSource")]
    [InlineData("Address")]
    [InlineData("ADDR")]
    [InlineData("Network Address")]
    public void Servers_have_many_names(string keyword)
    {
        var builder = new RoutingDbConnectionStringBuilder($"{keyword}=db001,db002:3307;Port=13306");

        Assert.Equal([new ServerAddress("db001", 13306), new ServerAddress("db002", 3307)], builder.GetServers());
        Assert.True(builder.ContainsKey(keyword));
        Assert.Equal("Server=db001,db002:3307;Port=13306", builder.ConnectionString);
    }

    [Fact]
    public void Driver_sees_neither_servers_nor_our_keywords()
    {
        var builder = new RoutingDbConnectionStringBuilder(
            "Server=db001,db002;Port=1;User ID=app;Password='a;b\"c';MonitorUserName=mon;Monitor Pwd=m;Writer Wait Timeout=5;" +
            "Max Replication Lag=2;writerisalsoreader=no;Read Only Functions='shop.a,b';Database=shop;Allow User Variables=true");

        var driver = new DbConnectionStringBuilder { ConnectionString = builder.GetDriverConnectionString() };

        Assert.Equal(
            ["Allow User Variables", "Database", "Password", "User ID"],
            driver.Keys.Cast<string>().Order(StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase);
        Assert.Equal("a;b\"c", driver["Password"]);
    }

    [Fact]
    public void Our_keywords_round_trip_through_their_properties()
    {
        var builder = new RoutingDbConnectionStringBuilder
        {
            Server = "db001,[::1]:3307", Port = 3308, MonitorUsername = "mon", MonitorPassword = "a;=\"'b", WriterWaitTimeout = 30,
            MaxReplicationLag = 2, WriterIsAlsoReader = false, ReadOnlyFunctions = "shop.a,shop.b",
        };
        builder["Password"] = " p;w ";

        var read = new RoutingDbConnectionStringBuilder(builder.ConnectionString);

        Assert.Equal((builder.Server, builder.Port), (read.Server, read.Port));
        Assert.Equal((builder.MonitorUsername, builder.MonitorPassword), (read.MonitorUsername, read.MonitorPassword));
        Assert.Equal((30, 2, false), (read.WriterWaitTimeout, read.MaxReplicationLag, read.WriterIsAlsoReader));
        Assert.Equal(builder.ReadOnlyFunctions, read.ReadOnlyFunctions);
        Assert.Equal(" p;w ", read["Password"]);
        Assert.True(builder.EquivalentTo(read));
    }

    [Fact]
    public void What_is_not_set_has_its_default()
    {
        var builder = new RoutingDbConnectionStringBuilder("User ID=app");

        Assert.Equal(("", 3306), (builder.Server, builder.Port));
        Assert.Empty(builder.GetServers());
        Assert.Null(builder.MonitorUsername ?? builder.MonitorPassword ?? builder.ReadOnlyFunctions);
        Assert.Null(builder.WriterWaitTimeout ?? builder.MaxReplicationLag);
        Assert.Null(builder.WriterIsAlsoReader);
    }

    [Fact]
    public void Setting_null_or_removing_under_any_name_takes_a_keyword_out()
    {
        var builder = new RoutingDbConnectionStringBuilder("Host=db001;Monitor User=mon;Port=1") { MonitorUsername = null };

        Assert.True(builder.Remove("Data Source"));
        Assert.Equal("Port=1", builder.ConnectionString);
    }

    [Theory]
    [InlineData("Port=abc", "Port")]
    [InlineData("Port=0", "Port")]
    [InlineData("Writer Wait Timeout=-1", "Writer Wait Timeout")]
    [InlineData("Writer Wait Timeout=2147484", "Writer Wait Timeout")]
    [InlineData("Max Replication Lag=1.5", "Max Replication Lag")]
    [InlineData("Writer Is Also Reader=perhaps", "Writer Is Also Reader")]
    [InlineData("Server=db001,secret:1:2", "Entry 2")]
    public void Value_that_a_keyword_cannot_have_is_refused_without_repeating_it(string text, string named)
    {
        var e = Assert.Throws<ArgumentException>(() => new RoutingDbConnectionStringBuilder(text));

        Assert.Contains(named, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(text.Split('=')[1], e.Message, StringComparison.Ordinal);
    }
}
