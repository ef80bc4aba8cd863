namespace RoutingData.Tests.Topology;

/// <summary>A server that refuses the monitor answers. Roles are written writer|readers|conflict; <c>a=x</c> is a refusal.</summary>
[Trait("Fault", "R5")]
public sealed class RefusedMonitorTests
{
    [Theory]
    // All of them refuse, for as long as they like: everything is as it was.
    [InlineData("a=w b=r c=r => a|abc|", "a=x b=x c=x => a|abc|", "a=x b=x c=x a=x b=x c=x a=x b=x c=x => a|abc|", "a=w b=r c=r => a|abc|")]
    // Silence and broken links count as ever, from one.
    [InlineData("a=w b=r => a|ab|", "a=x a=t => a|b|", "a=t => a|b|", "a=t => |b|")]
    [InlineData("a=w b=r => a|ab|", "a=t a=t a=x => a|ab|", "a=t a=t => a|b|", "a=l => |b|")]
    // A failover is followed: nobody can tell that the old writer is not read-only by now.
    [InlineData("a=w b=r<a => a|ab|", "a=x => a|ab|", "b=w => b|b|", "a=r<b => b|ab|")]
    [InlineData("a=w b=r<a => a|ab|", "a=x b=w => b|b|", "a=w b=w => b|b|a")]
    // But not by a replica of the living writer.
    [InlineData("a=w b=r<a => a|ab|", "a=x b=w<a => a|a|", "a=x b=w<a a=x b=w<a => a|a|", "b=r<a => a|ab|")]
    // A server never seen is not known to be anything.
    [InlineData("a=x b=r => |b|", "a=x => |b|", "a=w => a|ab|")]
    // One that was given up is not taken back before it says itself what it is.
    [InlineData("a=w b=r c=r => a|abc|", "c=t c=t c=t => a|ab|", "c=x c=x => a|ab|", "c=r => a|abc|")]
    [InlineData("a=w b=r => a|ab|", "a=t a=t a=t => |b|", "a=x => |b|", "a=w => a|ab|")]
    // One that was suspect when it refused was never given up.
    [InlineData("a=w b=r c=r => a|abc|", "c=t => a|ab|", "c=x => a|abc|")]
    // Who refuses is no candidate, whatever it was before.
    [InlineData("a=w b=r => a|ab|", "b=w a=w => a|a|b", "b=x a=t a=t a=t => ||b")]
    public void A_server_that_refuses_the_monitor_keeps_what_it_had(params string[] story) =>
        Fleet.Of(story[0].Contains("c=", StringComparison.Ordinal) ? "abc" : "ab").Tell(story);

    [Fact]
    public void A_refusal_is_told_once_and_so_is_its_end()
    {
        var fleet = Fleet.Of("ab").See("a=w b=r a=x a=x b=x a=x b=x a=w a=w b=t b=x b=r");
        Assert.Equal(
            "WriterElected:a MonitorRefused:a MonitorRefused:b MonitorAdmitted:a Suspected:b Recovered:b MonitorRefused:b MonitorAdmitted:b",
            fleet.Said);
    }

    [Fact]
    public void A_writer_that_is_replaced_unheard_is_demoted()
    {
        var fleet = Fleet.Of("ab").See("a=w b=r<a a=x b=w");
        Assert.Equal("WriterElected:a MonitorRefused:a WriterDemoted:a WriterElected:b", fleet.Said);
    }

    [Fact]
    public void All_are_asked_often_while_the_writer_is_not_heard() =>
        Assert.All("ab", name => Assert.True(Fleet.Of("ab").See("a=w b=r a=x").Now.IsUrgent(Fleet.Address(name))));
}
