using RoutingData.Monitor;

namespace RoutingData.Tests.Topology;

/// <summary>A reload of the configuration: what was seen is kept, what was configured changes.</summary>
[Trait("Requirement", "D48")]
public sealed class RedefinitionTests
{
    [Theory]
    // The same again.
    [InlineData("a b c", "", "a|abc|")]
    // A server more is a reader once it has answered, and one less is gone at once.
    [InlineData("a b c d", "", "a|abc|")]
    [InlineData("a b c d", "d=r", "a|abcd|")]
    [InlineData("a b", "", "a|ab|")]
    // Drained or out of service.
    [InlineData("a b:soft c", "", "a|ac|")]
    [InlineData("a b:hard c", "", "a|ac|")]
    // The writer is taken out: nobody writes until another is promoted, and the old one is no hindrance to that.
    [InlineData("b c", "", "|bc|")]
    [InlineData("b c", "b=w", "b|bc|")]
    [InlineData("a:hard b c", "", "|bc|")]
    [InlineData("a:hard b c", "a=w b=w a=w b=w", "b|bc|")]
    // A drained writer may still be finishing its transactions.
    [InlineData("a:soft b c", "", "|bc|")]
    [InlineData("a:soft b c", "b=w a=w", "|c|b")]
    [InlineData("a:soft b c", "a=r b=w", "b|bc|")]
    public void What_was_seen_is_kept(string servers, string schedule, string roles)
    {
        var fleet = Fleet.Of("abc").See("a=w b=r c=r");
        var epoch = fleet.Now.Epoch;
        Assert.Equal(epoch + 1, fleet.Redefine(Definition(servers)).Now.Epoch);
        Assert.Equal(roles, fleet.See(schedule).Roles);
    }

    [Fact]
    [Trait("Requirement", "D27")]
    public void A_conflict_outlasts_a_reload()
    {
        var fleet = Fleet.Of("abc").See("a=w b=r c=r b=w a=w").Redefine(Definition("a b c"));
        Assert.Equal("a|ac|b", fleet.Roles);
        Assert.Equal("a|ac|b", fleet.See("b=w a=w c=r").Roles);
    }

    [Fact]
    [Trait("Requirement", "D29")]
    public void A_writer_that_stays_keeps_its_epoch_and_one_that_goes_gives_it_up()
    {
        var fleet = Fleet.Of("abc").See("a=w b=r c=r");
        var since = fleet.Now.WriterSince(10);
        Assert.Equal(since, fleet.Redefine(Definition("a b")).Now.WriterSince(10));
        Assert.Equal(fleet.Redefine(Definition("b c")).Now.Epoch, fleet.Now.WriterSince(10));
    }

    private static TopologyDefinition Definition(string servers) => new()
    {
        Servers = [.. servers.Split(' ').Select(word => new ServerDefinition(20, Fleet.Address(word[0])) { Status = StatusOf(word[1..]) })],
        ReplicationHostgroups = [new ReplicationHostgroup(10, 20)],
    };

    private static ServerStatus StatusOf(string word) => word switch
    {
        ":soft" => ServerStatus.OfflineSoft,
        ":hard" => ServerStatus.OfflineHard,
        _ => ServerStatus.Online,
    };
}
