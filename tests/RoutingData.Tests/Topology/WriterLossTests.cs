using RoutingData.Monitor;

namespace RoutingData.Tests.Topology;

/// <summary>Probes that fail: not knowing is no demotion. Roles are written writer|readers|conflict.</summary>
[Trait("Requirement", "D36")]
public sealed class WriterLossTests
{
    [Theory]
    // The writer keeps its role until three probes in a row have failed; any answer begins the count anew.
    [InlineData("a=w b=r => a|ab|", "a=t => a|b|", "a=t => a|b|", "a=t => |b|", "a=w => a|ab|")]
    [InlineData("a=w b=r => a|ab|", "a=t a=t a=w => a|ab|", "a=t a=t => a|b|", "a=t => |b|")]
    // A closed port is no quicker proof than silence.
    [InlineData("a=w b=r => a|ab|", "a=l => a|b|", "a=l => a|b|", "a=l => |b|")]
    // A refusal is an answer: the server is not down, however long it goes on.
    [InlineData("a=w b=r => a|ab|", "a=x a=x a=x a=x a=x => a|ab|", "a=w => a|ab|")]
    // Another one seen writable ends the wait.
    [InlineData("a=w b=r => a|ab|", "a=t => a|b|", "b=w => b|b|")]
    [InlineData("a=w b=r => a|ab|", "b=w => a|a|", "a=t => b|b|")]
    [InlineData("a=w b=r => a|ab|", "a=t a=t a=t => |b|", "b=w => b|b|")]
    // Others that fail or answer read-only meanwhile change nothing.
    [InlineData("a=w b=r c=r => a|abc|", "a=t b=t c=t => a||", "b=r c=r => a|bc|", "b=t b=t b=t => a|c|")]
    // Two others turn writable and nothing tells which is right: that is no reason to give up the writer sooner.
    [InlineData("a=w b=r c=r => a|abc|", "b=w c=w a=t => a||", "b=w c=w a=t => a||", "a=t => ||bc")]
    [InlineData("a=w b=r c=r => a|abc|", "b=w c=w<b a=t => a||", "b=w => b|b|c")]
    public void The_writer_stays_until_another_is_seen_writable_or_enough_probes_failed(params string[] story) =>
        Fleet.Of(story[0].Contains("c=", StringComparison.Ordinal) ? "abc" : "ab").Tell(story);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    public void As_many_probes_may_fail_as_configured(int maxFailures)
    {
        var fleet = Fleet.Of("ab", maxFailures: maxFailures).See("a=w b=r");
        for (var i = 1; i < maxFailures; i++) Assert.Equal("a", fleet.See("a=t").Names(10));

        Assert.Equal("", fleet.See("a=t").Names(10));
        Assert.Equal(maxFailures == 1 ? "WriterElected:a Shunned:a WriterLost:a" : "WriterElected:a Suspected:a Shunned:a WriterLost:a",
            fleet.Said);
    }

    [Fact]
    public void A_lost_writer_that_returns_read_only_is_a_reader()
    {
        var fleet = Fleet.Of("ab").See("a=w b=r a=l a=l a=l a=r");
        Assert.Equal("|ab|", fleet.Roles);
        Assert.Equal("WriterElected:a Suspected:a Shunned:a WriterLost:a Recovered:a", fleet.Said);
    }

    [Theory]
    [Trait("Requirement", "D35")]
    [InlineData("a=t a=t a=t", "bc")]
    [InlineData("a=r", "abc")]
    [InlineData("a=t", "bc")]
    public void Readers_serve_on_while_the_writer_is_away(string schedule, string readers) =>
        Assert.Equal(readers, Fleet.Of("abc").See("a=w b=r c=r").See(schedule).Names(20));

    [Fact]
    public void A_failed_first_probe_makes_nobody_a_reader_or_a_writer()
    {
        var fleet = Fleet.Of("ab").See("a=t b=x");
        Assert.Equal("||", fleet.Roles);
        Assert.True(fleet.Now.IsComplete);
        Assert.Equal(ServerRole.None, fleet.Now.RoleOf(Fleet.Address('a'), 10));
    }
}
