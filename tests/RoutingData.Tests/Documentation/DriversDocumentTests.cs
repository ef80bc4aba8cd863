using System.Data.Common;
using System.Globalization;
using System.Reflection;
using RoutingData.Configuration;
using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;

namespace RoutingData.Tests.Documentation;

public sealed class DriversDocumentTests
{
    private static readonly Document Drivers = new("drivers.md");

    [Fact]
    public void Keywords_that_the_router_sets_are_listed()
    {
        var factory = MySqlDriver.Find().Factory;
        var server = new ServerDefinition(10, new ServerAddress("db001", 3307)) { UseSsl = true };
        var backend = ServerConnectionString.For(factory, "User ID=app;Database=shop", server, new PoolOptions());
        var monitor = ServerConnectionString.ForMonitor(factory, "User ID=app;Database=shop", server, new MonitorOptions());
        string[] keywords =
        [
            "Server", "Port", "Connection Reset", "Connection Timeout", "Maximum Pool Size", "Pooling", "Default Command Timeout",
            "Database", "SSL Mode",
        ];

        Drivers.Check("keywords", Document.TableOf(
            ["keyword", "backend connections", "the monitor's connection"],
            keywords.Select(keyword => new[] { $"`{keyword}`", Said(factory, backend, keyword), Said(factory, monitor, keyword) })));
    }

    [Fact]
    public void Server_errors_mean_what_the_document_says() => Drivers.Check("errors", Document.TableOf(
        ["number", "name in `DriverError`", "the router takes it for"],
        from constant in typeof(DriverError).GetFields(BindingFlags.Public | BindingFlags.Static)
        where constant is { IsLiteral: true } && constant.FieldType == typeof(int)
        let number = (int)constant.GetRawConstantValue()!
        orderby number
        select new[] { number.ToString(CultureInfo.InvariantCulture), constant.Name, MeaningOf(number) }));

    [Fact]
    public void Only_a_server_error_number_above_zero_other_than_1042_is_the_servers_word()
    {
        Assert.Null(DriverError.ServerNumber(new ServerError(1042)));
        Assert.Null(DriverError.ServerNumber(new ServerError(-1)));
        Assert.Equal(1062, DriverError.ServerNumber(new InvalidOperationException("", new ServerError(1062))));
        Assert.True(DriverError.IsConnectionLost(new ServerError(1042)));
    }

    [Fact]
    public void Of_any_other_factory_no_socket_is_known() => Assert.Null(MySqlDriver.Of(RoutingDbProviderFactory.Instance).SocketCut);

    private static string Said(DbProviderFactory factory, string connectionString, string keyword)
    {
        var said = new DbConnectionStringBuilder { ConnectionString = connectionString };
        var spelled = factory.CreateConnectionStringBuilder()!;
        spelled[keyword] = keyword switch
        {
            "Server" or "Database" => "x",
            "SSL Mode" => "Required",
            "Pooling" or "Connection Reset" => "true",
            _ => "1",
        };
        var name = new DbConnectionStringBuilder { ConnectionString = spelled.ConnectionString }.Keys.Cast<string>().Single();
        return said.TryGetValue(name, out var value) ? $"`{value}`" : "as the connection string says";
    }

    private static string MeaningOf(int number)
    {
        var error = new ServerError(number);
        if (DriverError.IsConnectionLost(error)) return "the end of the connection";
        if (DriverError.IsReadOnlyRefusal(error)) return "a refusal to write; a probe decides whether the server is read-only";
        if (DriverError.IsLoginRefusal(error)) return "a refused login: not tried again, not held against the server";
        if (DriverError.IsConflict(error) && !DriverError.IsVictim(error))
            return "the statement is undone, for another transaction's sake; its transaction goes on, or not";
        if (DriverError.IsConflict(error)) return "undone for another transaction's sake: nothing of it is there";
        if (DriverError.LeavesCommitOpen(error)) return "a failed commit: it does not say whether the transaction is committed";
        return "an answer of the server like any other";
    }

    private sealed class ServerError : DbException
    {
        public ServerError(int number) => Data["Server Error Code"] = number;
    }
}
