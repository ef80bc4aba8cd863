using System.Data.Common;
using RoutingData.Monitor;

namespace RoutingData.EntityFrameworkCore.Tests.Registration;

/// <summary>What complete providers look for in the connection string of a data source or connection that they are given.</summary>
public sealed class ProviderOptionsTests
{
    private const string Said =
        "Server=db001,db002:3307;User ID=app;Password=secret;Database=shop;Allow User Variables=True;Use Affected Rows=False;" +
        "Writer Wait Timeout=5";

    [Fact]
    public void The_drivers_own_builder_reads_it_and_finds_every_option_but_the_password()
    {
        using var source = new RoutingDbDataSource(Said);
        using var connection = source.CreateConnection();
        foreach (var shown in new[] { source.ConnectionString, connection.ConnectionString })
        {
            DbConnectionStringBuilder builder = MySqlDriver.Find().Factory.CreateConnectionStringBuilder()!;
            builder.ConnectionString = shown;
            Assert.True((bool)builder["Allow User Variables"]);
            Assert.False((bool)builder["Use Affected Rows"]);
            Assert.Equal("shop", builder["Database"]);
            Assert.Equal("app", builder["User ID"]);
            Assert.DoesNotContain("secret", shown, StringComparison.Ordinal);
        }
    }
}
