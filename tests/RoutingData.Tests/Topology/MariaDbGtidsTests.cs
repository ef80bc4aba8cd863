using RoutingData.Monitor.Gtids;

namespace RoutingData.Tests.Topology;

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

    [Theory]
    // It wrote the last one itself, or none at all.
    [InlineData("0-2-7", "0-1-5,0-2-7", "2", "0-2-7")]
    [InlineData("0-1-5", "0-1-5", "2", "0-1-5")]
    // It replicated after it had written: the position alone says nothing of 0-2-6.
    [InlineData("0-1-7", "0-2-6,0-1-7", "2", "0-1-7,0-2-6")]
    [InlineData("0-1-7,1-9-3", "0-2-6,0-1-7,1-9-3,1-2-1", "2", "0-1-7,1-9-3,0-2-6,1-2-1")]
    [InlineData("", "0-2-6", "2", "0-2-6")]
    // It wrote on between one variable's answer and the next.
    [InlineData("0-2-7", "0-1-5,0-2-9", "2", "0-2-9")]
    [InlineData("0-2-7,1-2-3", "0-1-5,1-2-3,0-2-9", "2", "1-2-3,0-2-9")]
    // 12 is not 2.
    [InlineData("0-1-7", "0-12-6,0-1-7", "2", "0-1-7")]
    [InlineData("0-1-7", "", "2", "0-1-7")]
    [InlineData("0-1-7", "nonsense", "2", "0-1-7")]
    public void A_servers_own_writes_are_part_of_its_position(string position, string state, string serverId, string all) =>
        Assert.Equal(all, MariaDbGtids.WithOwn(position, state, serverId));

    [Theory]
    [InlineData("0-1-7", "0-1-7", "0-1-7")]
    [InlineData("0-2-7", "0-1-5", "0-2-7")]
    // A replica that logs nothing of what it replicates has become the writer, and has written nothing yet.
    [InlineData("", "0-1-7", "0-1-7")]
    [InlineData("0-2-4", "0-1-7", "0-2-4,0-1-7")]
    [InlineData("0-2-4,1-2-9", "0-1-7,1-1-3,2-1-1", "0-2-4,1-2-9,0-1-7,2-1-1")]
    [InlineData("0-1-5", "0-1-7", "0-1-7")]
    [InlineData("0-2-4", "", "0-2-4")]
    public void What_was_replicated_and_not_logged_is_part_of_it_too(string position, string other, string all) =>
        Assert.Equal(all, MariaDbGtids.WithLater(position, other));
}
