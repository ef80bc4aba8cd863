using System.Collections.Immutable;
using RoutingData.Connecting;
using RoutingData.Connecting.ReaderSelection;
using RoutingData.Monitor;
using RoutingData.Tests.Topology;

namespace RoutingData.Tests.Connecting;

/// <summary>Which servers a statement may go to, over every throw of the sample.</summary>
public sealed class ServerChoiceTests
{
    [Theory]
    [Trait("Requirement", "D34")]
    [InlineData("a=w b=r c=r", 10, "a")]
    [InlineData("a=w b=r c=r", 20, "bc")]
    [InlineData("a=w b=r c=t", 20, "b")]
    // No reader left: the writer. And back.
    [InlineData("a=w b=t c=t", 20, "a")]
    [InlineData("a=w b=t c=t b=r", 20, "b")]
    // No writer: nobody for writes, readers serve on.
    [InlineData("a=r b=r c=r", 10, "")]
    [InlineData("a=r b=r c=r", 20, "abc")]
    [InlineData("", 20, "")]
    [InlineData("a=w b=r c=r", 99, "")]
    // In conflict: nothing.
    [InlineData("a=w b=w a=w c=r", 20, "c")]
    [InlineData("a=w b=w a=w c=r", 10, "")]
    public void Statements_go_where_the_topology_says(string schedule, int hostgroup, string servers) =>
        Assert.Equal(servers, Chosen(Fleet.Of("abc", writerIsAlsoReader: false).See(schedule), hostgroup));

    [Theory]
    [Trait("Requirement", "D50")]
    // Failed by b: elsewhere until b has been asked since, and has answered.
    [InlineData("b", "", "c")]
    [InlineData("bc", "", "a")]
    [InlineData("abc", "", "")]
    [InlineData("b", "b=r", "bc")]
    [InlineData("b", "b=t", "c")]
    [InlineData("b", "b=t b=r", "bc")]
    [InlineData("bc", "c=r", "c")]
    [InlineData("abc", "a=w", "a")]
    public void A_server_that_failed_the_statement_is_left_out_until_it_was_probed_since(string failed, string since, string servers)
    {
        var fleet = Fleet.Of("abc", writerIsAlsoReader: false).See("a=w b=r c=r");
        ImmutableArray<FailedServer> marks = [.. failed.Select(name => new FailedServer(Fleet.Address(name), fleet.Mark()))];
        Assert.Equal(servers, Chosen(fleet.See(since), 20, marks));
    }

    [Fact]
    [Trait("Requirement", "D31")]
    public void A_probe_that_set_out_before_the_failure_proves_nothing()
    {
        var fleet = Fleet.Of("ab", writerIsAlsoReader: false).See("a=w b=r b>");
        ImmutableArray<FailedServer> failed = [new(Fleet.Address('b'), fleet.Mark())];
        Assert.Equal("a", Chosen(fleet.See("b=r"), 20, failed));
        Assert.Equal("b", Chosen(fleet.See("b=r"), 20, failed));
    }

    [Fact]
    [Trait("Requirement", "D34")]
    public void Readers_of_weight_0_take_nothing()
    {
        ServerDefinition[] servers = [new(10, Fleet.Address('a')), new(20, Fleet.Address('b')) { Weight = 0 }, new(20, Fleet.Address('c'))];
        var fleet = new Fleet(new TopologyDefinition
        {
            Servers = [.. servers],
            ReplicationHostgroups = [new ReplicationHostgroup(10, 20)],
            WriterIsAlsoReader = false,
        }).See("a=w b=r c=r");
        Assert.Equal("c", Chosen(fleet, 20));
        Assert.Equal("a", Chosen(fleet.See("c=t"), 20));
    }

    [Theory]
    [Trait("Requirement", "D29")]
    [InlineData("a=w b=r", "10a 20b")]
    [InlineData("a=r b=w", "10b 20a")]
    [InlineData("a=w b=t", "10a 20a")]
    [InlineData("a=r b=r", "20a 20b")]
    public void A_connection_is_still_right_while_its_server_has_the_role(string schedule, string right)
    {
        var topology = Fleet.Of("ab", writerIsAlsoReader: false).See(schedule).Now;
        var found = from hostgroup in new[] { 10, 20 }
            from name in "ab"
            where ServerChoice.IsStillRight(topology, hostgroup, Fleet.Address(name))
            select $"{hostgroup}{name}";
        Assert.Equal(right, string.Join(' ', found));
    }

    private static string Chosen(Fleet fleet, int hostgroup, ImmutableArray<FailedServer>? failed = null) => string.Concat(
        Enumerable.Range(0, 60).Select(i => ServerChoice.For(fleet.Now, hostgroup, failed ?? [], ReaderSelector.Plain, i / 60.0)?.Address.Hostname)
            .Distinct().Order());
}
