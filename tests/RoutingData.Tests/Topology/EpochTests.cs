using RoutingData.Monitor.Reports;
using RoutingData.Monitor.Topology;

namespace RoutingData.Tests.Topology;

/// <summary>The epoch is what sessions compare on every command: it rises with every change that matters and with nothing else.</summary>
[Trait("Requirement", "D37")]
public sealed class EpochTests
{
    [Theory]
    [InlineData("a=w", 0)]
    [InlineData("b=r", 1)]
    [InlineData("a=w b=r", 1)]
    // The same again, an answer that changes nobody's place, GTIDs that grow, lag within the limit.
    [InlineData("a=w b=r a=w b=r a=w@0-1-5 b=r<a b=r<a~3 b=r<a~4", 1)]
    [InlineData("a=w b=r b=t", 2)]
    [InlineData("a=w b=r b=t b=t", 2)]
    [InlineData("a=w b=r b=t b=t b=t", 3)]
    [InlineData("a=w b=r b=t b=t b=t b=t b=t", 3)]
    [InlineData("a=w b=r b=t b=r", 3)]
    [InlineData("a=w b=r b=w", 2)]
    [InlineData("a=w b=r b=w a=w", 3)]
    [InlineData("a=w b=r b=w a=w b=w a=w", 3)]
    [InlineData("a=w b=r a=r", 2)]
    public void It_counts_the_changes(string schedule, long epoch) => Assert.Equal(epoch, Fleet.Of("ab").See(schedule).Now.Epoch);

    [Fact]
    public void A_writer_has_the_epoch_it_was_elected_in_and_a_pair_without_one_that_of_its_loss()
    {
        var fleet = Fleet.Of("ab");
        Assert.Equal(0, fleet.Now.WriterSince(10));

        var elected = fleet.See("b=r a=w").Now.Epoch;
        Assert.Equal(elected, fleet.Now.WriterSince(10));
        Assert.Equal(elected, fleet.See("b=t a=w").Now.WriterSince(20));

        var lost = fleet.See("a=r").Now.Epoch;
        Assert.True(lost > elected);
        Assert.Equal(lost, fleet.Now.WriterSince(10));
    }

    [Fact]
    public void Events_carry_the_epoch_that_holds_them()
    {
        var fleet = Fleet.Of("ab").See("a=w b=r b=w a=r");
        Assert.Equal(
            ["WriterElected 1", "WriterDemoted 3", "WriterElected 3"],
            fleet.Events.Select(item => $"{item.Kind} {item.Epoch}"));
        Assert.All(fleet.Events, item => Assert.Equal(10, item.Hostgroup));
    }

    [Fact]
    public void An_observation_of_a_server_nobody_configured_changes_nothing()
    {
        var before = Fleet.Of("ab").See("a=w b=r").Now;
        var change = TopologyStep.Apply(before, new Observation(Fleet.Address('z'), 98, 99, ProbeWord.Report('z', readOnly: false)));
        Assert.Same(before, change.Next);
        Assert.Empty(change.Events);
    }
}
