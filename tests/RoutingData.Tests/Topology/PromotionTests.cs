using RoutingData.Monitor;

namespace RoutingData.Tests.Topology;

/// <summary>What is told of a new writer, and of an address behind which somebody else stands now.</summary>
public sealed class PromotionTests
{
    [Theory]
    [Trait("Requirement", "D38")]
    [InlineData("a=w@0-1-10 b=r<a@0-1-8", "a=l a=l a=l b=w@0-1-8", true)]
    [InlineData("a=w@0-1-10 b=r<a@0-1-8", "a=l a=l a=l b=w@0-1-10", false)]
    [InlineData("a=w@0-1-10 b=r<a@0-1-8", "a=r@0-1-12 b=w@0-1-10", true)]
    [InlineData("a=w@0-1-10 b=r<a@0-1-8", "a=r@0-1-12 b=w@0-2-13", false)]
    // It has passed their numbers, and names the last one of the former writer's that it has.
    [InlineData("a=w@0-1-10 b=r<a@0-1-8", "a=l a=l a=l b=w@0-1-8,0-2-13", true)]
    [InlineData("a=w@0-1-10 b=r<a@0-1-8", "a=l a=l a=l b=w@0-1-10,0-2-13", false)]
    // What the former writer has replicated from it by then is no loss.
    [InlineData("a=w@0-1-10 b=r<a@0-1-10", "b=w@0-1-10 a=r@0-1-10,0-2-11", false)]
    [InlineData("a=w b=r<a", "a=r b=w", false)]
    // The same writer again is nobody's successor.
    [InlineData("a=w@0-1-10 b=r<a@0-1-8", "a=r@0-1-10 a=w@0-1-10", false)]
    public void A_promoted_server_that_lacks_what_the_last_writer_had_is_reported(string before, string promotion, bool reported)
    {
        var fleet = Fleet.Of("ab").See(before).See(promotion);
        Assert.Equal(reported, fleet.Events.Any(item => item.Kind == TopologyEventKind.WriterBehind));
    }

    [Fact]
    [Trait("Fault", "A7")]
    public void A_successor_is_one_while_the_fence_holds_it_back()
    {
        var definition = Fleet.Of("ab").Now.Definition with { PromotionFence = (_, _) => Task.CompletedTask };
        var now = new Fleet(definition).See("a=w b=r<a a=r b=w").Now;
        Assert.Null(now.WriterOf(10));
        Assert.Equal(Fleet.Address('b'), now.SuccessorOf(10, Fleet.Address('a')));
        Assert.Null(now.SuccessorOf(10, Fleet.Address('b')));
    }

    [Fact]
    [Trait("Requirement", "D38")]
    public void A_promoted_server_gets_nothing_before_the_fence_is_lifted()
    {
        var definition = Fleet.Of("abc").Now.Definition with { PromotionFence = (_, _) => Task.CompletedTask };
        var fleet = new Fleet(definition).See("a=w b=r c=r");
        Assert.Equal("a|abc|", fleet.Roles);

        fleet.See("a=r b=w");
        Assert.Equal("|abc|", fleet.Roles);
        var notice = fleet.Now.FenceOf(fleet.Events[^1])!;
        Assert.Equal((Fleet.Address('b'), Fleet.Address('a'), 10), (notice.NewWriter, notice.OldWriter, notice.Hostgroup));
        Assert.Equal("|abc|", fleet.See("b=w c=r").Roles);
        Assert.Equal("b|abc|", fleet.Lift(notice).Roles);

        // A fence for a promotion that is over opens nothing.
        fleet.See("b=r c=w");
        Assert.Equal("|abc|", fleet.Lift(notice).Roles);
        // The same writer again needs no word.
        Assert.Equal("c|abc|", fleet.Lift(fleet.Now.FenceOf(fleet.Events[^1])!).See("c=r").See("c=w").Roles);
    }

    [Theory]
    [Trait("Requirement", "D38")]
    [InlineData("b=r b=w", "b", 'a')]
    [InlineData("b=t b=t b=t b=w", "b", 'a')]
    [InlineData("b=r c=w", "c", 'a')]
    [InlineData("b=t b=t b=t c=w", "c", 'a')]
    [InlineData("b=r a=w", "a", 'b')]
    public void A_promoted_server_that_is_lost_before_the_fence_is_lifted_leaves_the_fence_owed(string schedule, string writer, char former)
    {
        var definition = Fleet.Of("abc").Now.Definition with { PromotionFence = (_, _) => Task.CompletedTask };
        var fleet = new Fleet(definition).See("a=w b=r c=r a=r b=w").See(schedule);

        Assert.Equal("", fleet.Names(10));
        var notice = fleet.Now.FenceOf(fleet.Events.Last(item => item.Kind == TopologyEventKind.WriterElected))!;
        Assert.Equal((Fleet.Address(writer[0]), Fleet.Address(former)), (notice.NewWriter, notice.OldWriter));
        Assert.Equal(writer, fleet.Lift(notice).Names(10));
    }

    [Theory]
    [Trait("Requirement", "D33")]
    [InlineData("b=r", "")]
    [InlineData("b=t b=t b=t b=r", "Suspected:b Shunned:b Recovered:b")]
    [InlineData("b=r#z", "Replaced:b")]
    // A reader's name that comes back to where it led before leads to several, which is told once.
    [InlineData("b=r#z b=r b=r#z b=r#z", "Replaced:b Several:b")]
    // A writer's never does: new, old, new, each time it is noticed.
    [InlineData("a=w#z a=w a=w#z a=w#z", "Replaced:a Replaced:a Replaced:a")]
    [InlineData("b=t b=r#z", "Suspected:b Recovered:b Replaced:b")]
    public void An_address_that_leads_to_another_server_is_noticed(string schedule, string said)
    {
        var fleet = Fleet.Of("ab").See("a=w b=r");
        fleet.Events.Clear();
        Assert.Equal(said, fleet.See(schedule).Said);
    }

    [Fact]
    [Trait("Requirement", "D33")]
    public void A_writers_address_that_leads_to_another_writable_server_keeps_the_role_in_a_new_epoch()
    {
        var fleet = Fleet.Of("ab").See("a=w b=r");
        var epoch = fleet.Now.Epoch;
        Assert.Equal("a|ab|", fleet.See("a=w#b").Roles);
        Assert.True(fleet.Now.Epoch > epoch);
    }
}
