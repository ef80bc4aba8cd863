using System.Data.Common;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RoutingData.Configuration;
using RoutingData.Monitor;

namespace RoutingData.Tests.Configuration;

/// <summary>A password with a semicolon and no quotes goes on as keywords: no fault's text may repeat any of it.</summary>
public class SecretTailTests
{
    private static readonly DbProviderFactory Factory = MySqlDriver.Find().Factory;

    public static TheoryData<string> Strings =>
    [
        "Server=db001;User ID=app;Password=abc;hunter2024",
        "Server=db001;Password=abc;hunter2024;User ID=app",
        "Server=db001;Password=abc;x=hunter2024;User ID=app",
        "Server=db001;Password=abc;Database=shop;hunter2024=1;User ID=app",
        "Server=db001;Pwd=abc;hunter2024=1",
        "Server=db001;User ID=app;Pasword=abc;hunter2024=1",
        "Server=db001;User ID=app;Monitor Username=m;Monitor Password=abc;hunter2024=1",
        "Server=db001;User ID=app;Certificate Password=abc;hunter2024=1",
        "Server=db001;User ID=app;Password=abc;Pooling=hunter2024",
        "Server=db001;User ID=app;Password=abc;Port=hunter2024",
        "Server=db001;User ID=app;Password=abc;Connection Timeout=hunter2024",
        "Server=db001;User ID=app;Password=abc;Max Replication Lag=hunter2024",
        "Server=db001;User ID=app;Password=abc;Writer Is Also Reader=hunter2024",
        "Server=db001;User ID=app;Password=abc;Read Only Functions=a.b.hunter2024",
        "Server=db001;User ID=app;Password=abc;Protocol=hunter2024",
        "hunter2024;Server=db001;User ID=app",
        "Server=db001,u:hunter2024@db002;User ID=app",
        "Server=/run/hunter2024;User ID=app",
        "Server=db001;User ID=app;Password='hunter2024",
    ];

    [Theory]
    [MemberData(nameof(Strings))]
    [Trait("Fault", "C6")]
    public void Nothing_of_it_is_repeated(string text)
    {
        AssertSilent(Assert.Throws<OptionsValidationException>(() => RoutingConfiguration.Of(new() { ConnectionString = text }, Factory)));
        AssertSilent(Assert.ThrowsAny<ArgumentException>(() => DataSourceRegistry.Create(text, NullLoggerFactory.Instance)));

        // What looks into a connection string that has not been validated yet.
        using var connection = new RoutingDbConnection(text);
        foreach (var look in new Action[]
        {
            () => _ = connection.ConnectionTimeout, () => _ = connection.DataSource, () => _ = connection.Database,
            () => _ = connection.CreateCommand().CommandTimeout, connection.Open,
            () => _ = new RoutingDbConnectionStringBuilder(text).Servers,
            () => _ = new RoutingDbConnectionStringBuilder(text).GetDriverConnectionString(),
        })
        {
            if (Record.Exception(look) is { } error) AssertSilent(error);
        }
    }

    [Theory]
    [InlineData("Server=db001;User ID=app;Bogus=1;Password=abc", "'bogus'")]
    [InlineData("Server=db001;User ID=app;Password=abc;Pooling=perhaps", "'pooling'")]
    [InlineData("Server=db001;User ID=app;Password=abc;Bogus=1", "keyword number 4")]
    [InlineData("Server=db001;User ID=app;One=1;Two=2", "keyword number 4")]
    [Trait("Fault", "C6")]
    public void What_cannot_be_part_of_it_is_named(string text, string says) => Assert.Contains(
        RoutingOptionsValidation.Validate(new() { ConnectionString = text }, Factory), fault => fault.Message.Contains(says, StringComparison.Ordinal));

    private static void AssertSilent(Exception error) => Assert.DoesNotContain("hunter2024", error.ToString(), StringComparison.OrdinalIgnoreCase);
}
