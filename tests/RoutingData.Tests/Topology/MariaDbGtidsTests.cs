using RoutingData.Monitor;

namespace RoutingData.Tests.Topologies;

public sealed class MariaDbGtidsTests
{
    [Theory]
    [InlineData("0-1-5", "0-1-5", true)]
    [InlineData("0-1-6", "0-1-5", true)]
    [InlineData("0-1-4", "0-1-5", false)]
    // A failover that lost writes.
    [InlineData("0-2-6", "0-1-4", false)]
    [InlineData("0-1-4,0-2-6", "0-1-4", true)]
    [InlineData("1-1-5", "0-1-5", false)]
    [InlineData(" 1-1-5 , 0-1-5", "0-1-5,1-1-4", true)]
    [InlineData("10-1-5", "0-1-5", false)]
    [InlineData("0-1-5", "", true)]
    [InlineData("", "0-1-5", false)]
    [InlineData("nonsense", "0-1-5", false)]
    [InlineData("nonsense", "nonsense", false)]
    public void Domain_server_and_sequence_count(string applied, string written, bool contains) =>
        Assert.Equal(contains, MariaDbGtids.Contains(applied, written));
}
