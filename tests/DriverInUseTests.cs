using System.Reflection;
using RoutingData.Monitor;

namespace RoutingData.Tests;

/// <summary>What the build says it runs on is what runs; each suite that needs a driver has this test.</summary>
public sealed class DriverInUseTests
{
    [Fact]
    [Trait("Fault", "E7")]
    public void It_is_the_one_that_the_build_names()
    {
        var named = typeof(DriverInUseTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(said => said.Key == "MySqlDriver");

        var driver = MySqlDriver.Find().Factory.GetType().Assembly;

        var version = Version.Parse(driver.GetCustomAttribute<AssemblyFileVersionAttribute>()!.Version).ToString(3);
        Assert.Equal(named.Value, $"{driver.GetName().Name} {version}");
    }
}
