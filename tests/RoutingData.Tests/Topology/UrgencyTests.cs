using RoutingData.Monitor;

namespace RoutingData.Tests.Topology;

/// <summary>Who is asked again at the failover interval, so that a promotion is seen at once.</summary>
[Trait("Requirement", "D37")]
public sealed class UrgencyTests
{
    [Theory]
    [InlineData("", "abc")]
    [InlineData("a=w b=r", "abc")]
    [InlineData("a=w b=r c=r", "")]
    [InlineData("a=r b=r c=r", "abc")]
    // The writer does not answer: everybody. A reader does not: only the reader, and not for ever.
    [InlineData("a=w b=r c=r a=t", "abc")]
    [InlineData("a=w b=r c=r a=t a=t a=t", "abc")]
    [InlineData("a=w b=r c=r b=t", "b")]
    [InlineData("a=w b=r c=r b=t b=t b=t", "")]
    // A newcomer whose standing is not settled: everybody, until it is.
    [InlineData("a=w b=r c=r b=w", "abc")]
    [InlineData("a=w b=r c=r b=w b=r", "")]
    [InlineData("a=w b=r c=r b=w a=w", "")]
    [InlineData("a=w b=r c=r b=w a=w b=w a=w", "")]
    [InlineData("a=w b=r c=r b=w a=w c=w", "abc")]
    // Writes are refused for want of evidence.
    [InlineData("a=w b=w c=r", "abc")]
    [InlineData("a=w b=r c=r a=r b=w", "")]
    public void Everybody_is_asked_while_the_writer_is_not_certain(string schedule, string urgent)
    {
        var topology = Fleet.Of("abc").See(schedule).Now;
        Assert.Equal(urgent, string.Concat("abc".Where(name => topology.IsUrgent(Fleet.Address(name)))));
    }

    [Fact]
    public void Another_pairs_trouble_is_not_urgent_here()
    {
        var fleet = new Fleet(new TopologyDefinition
        {
            Servers = [new(10, Fleet.Address('a')), new(20, Fleet.Address('b')), new(11, Fleet.Address('c')), new(21, Fleet.Address('d'))],
            ReplicationHostgroups = [new ReplicationHostgroup(10, 20), new ReplicationHostgroup(11, 21)],
        }).See("a=w b=r c=w d=r a=t");
        Assert.Equal([true, true, false, false], "abcd".Select(name => fleet.Now.IsUrgent(Fleet.Address(name))));
    }
}
