using RoutingData.Monitor;

namespace RoutingData.Tests.Topology;

public sealed class ServerAddressTests
{
    [Theory]
    [Trait("Fault", "R21")]
    [InlineData("db001", "db001.", true)]
    [InlineData("db001.shop.example", "DB001.Shop.Example.", true)]
    [InlineData("db001", "DB001", true)]
    [InlineData("db001", "db0011", false)]
    [InlineData("db001", "db001..", false)]
    [InlineData("", ".", true)]
    [InlineData("10.0.0.1", "10.0.0.1", true)]
    public void A_name_said_in_full_is_the_same_name(string one, string other, bool same)
    {
        var (left, right) = (new ServerAddress(one, 3306), new ServerAddress(other, 3306));
        Assert.Equal(same, left == right);
        Assert.Equal(same, left.GetHashCode() == right.GetHashCode());
        Assert.NotEqual(left, new ServerAddress(one, 3307));
    }

    [Fact]
    [Trait("Fault", "R21")]
    public void It_is_one_server_of_the_topology_and_is_written_as_configured()
    {
        var definition = new TopologyDefinition
        {
            Servers = [new(10, new ServerAddress("db001.", 3306)), new(20, new ServerAddress("db001", 3306))],
            ReplicationHostgroups = [new ReplicationHostgroup(10, 20)],
        };
        Assert.Equal("db001.:3306", Assert.Single(TopologySnapshot.Initial(definition).Servers).Address.ToString());
    }
}
