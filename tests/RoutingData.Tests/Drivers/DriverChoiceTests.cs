using RoutingData.Monitor;

namespace RoutingData.Tests.Drivers;

/// <summary>Which driver is taken where nothing, or a name alone, says which.</summary>
public sealed class DriverChoiceTests
{
    private static readonly string Other = MySqlDriver.Find().Name == "MySqlConnector" ? "MySql.Data" : "MySqlConnector";

    [Fact]
    public void One_that_is_named_is_taken()
    {
        var found = MySqlDriver.Find();

        Assert.Same(found.Factory, MySqlDriver.Find(found.Name).Factory);
    }

    [Fact]
    public void One_that_is_named_and_not_there_is_not_replaced_by_another()
    {
        var error = Assert.Throws<InvalidOperationException>(() => MySqlDriver.Find(Other));

        Assert.Contains($"The MySQL driver {Other} was not found", error.Message, StringComparison.Ordinal);
        Assert.Contains($"dotnet add package {Other}", error.Message, StringComparison.Ordinal);
        Assert.Contains("UseDriver", error.Message, StringComparison.Ordinal);
        Assert.Contains("AppContext.SetData", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("mysql.data")]
    [InlineData("Oracle")]
    public void A_name_of_none_is_a_fault(string name) =>
        Assert.Contains("RoutingData.Driver", Assert.Throws<InvalidOperationException>(() => MySqlDriver.Find(name)).Message, StringComparison.Ordinal);
}
