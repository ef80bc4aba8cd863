using RoutingData.Monitor;

namespace RoutingData.Tests.Drivers;

/// <summary>The private fields that lead to a driver's socket are there in every version that is supported.</summary>
[Trait("Fault", "R1")]
public sealed class PrivateSocketTests
{
    public static TheoryData<string> Drivers => LoadedDriver.Names;

    [Theory]
    [MemberData(nameof(Drivers))]
    public void Fields_that_lead_to_the_socket_are_found(string name)
    {
        var driver = LoadedDriver.Load(name);
        Assert.EndsWith($"-{driver.Version}", name, StringComparison.Ordinal);

        Assert.NotNull(driver.SocketCut);
        Assert.Null(driver.SocketCut.SocketOf(driver.Factory.CreateConnection()!));
    }

    [Fact]
    public void They_are_found_in_the_driver_that_is_used() => Assert.NotNull(MySqlDriver.Find().SocketCut);
}
