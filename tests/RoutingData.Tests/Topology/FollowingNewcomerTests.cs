namespace RoutingData.Tests.Topology;

/// <summary>A server that is writable by mistake says itself that it still replicates: one missed probe of its source makes it no
/// successor.</summary>
[Trait("Fault", "A8")]
public sealed class FollowingNewcomerTests
{
    [Theory]
    // It replicates from the suspect writer: nobody is elected before the writer is shunned, ...
    [InlineData("a=w b=r<a => a|ab|", "b=w<a a=t => a||", "b=w<a => a||", "a=t b=w<a => a||", "a=t => b|b|")]
    // ... before its replication stops, ...
    [InlineData("a=w b=r<a => a|ab|", "b=w<a a=t => a||", "b=w<a~0! => b|b|")]
    [InlineData("a=w b=r<a => a|ab|", "b=w<a a=t => a||", "b=w => b|b|")]
    // ... or at all: the writer is back, and the other one is in conflict.
    [InlineData("a=w b=r<a => a|ab|", "b=w<a a=t => a||", "a=w b=w<a => a|a|b")]
    // A promoted server, whose replication stands still or is gone, is elected at the first missed probe.
    [InlineData("a=w b=r<a => a|ab|", "b=w<a~0! a=t => b|b|")]
    [InlineData("a=w b=r<a => a|ab|", "a=t b=w => b|b|")]
    [InlineData("a=w b=r<a => a|ab|", "a=l b=w<a~? => b|b|")]
    // It replicates over another one.
    [InlineData("a=w b=r<a c=r<b => a|abc|", "c=w<b a=t => a|b|", "a=t a=t => c|bc|")]
    [InlineData("a=w b=r<a~0! c=r<b => a|abc|", "c=w<b a=t => c|bc|")]
    // From somebody whom nobody watches.
    [InlineData("a=w b=r<z => a|ab|", "b=w<z a=t => b|b|")]
    // A ring of servers that all answer holds nothing up.
    [InlineData("a=w b=r<c c=r<b => a|abc|", "b=w<c a=t => b|bc|")]
    // Two newcomers, of which one still replicates from the writer.
    [InlineData("a=w b=r<a c=r<a => a|abc|", "b=w<a c=w a=t => c|c|", "c=w b=w<a => c|c|b")]
    // The writer says that it is read-only now: whoever replicates from it, as in a ring of two, takes over at once.
    [InlineData("a=w b=r<a => a|ab|", "a=r b=w<a => b|ab|")]
    public void A_replica_of_a_writer_that_missed_a_probe_is_not_elected(params string[] story) => Play(story);

    [Theory]
    // At the start, when the writer's own first probe failed.
    [InlineData("b=w<a a=t => ||", "b=w<a a=t => ||", "a=t => b|b|")]
    [InlineData("b=w<a a=t => ||", "a=w b=w<a => a|a|b")]
    [InlineData("b=w<a a=x => ||", "a=x a=x a=x b=w<a => ||")]
    [InlineData("b=w<a c=w<a a=t => ||", "a=w => ||", "b=w<a c=w<a a=w => a|a|bc")]
    // After an interruption, when somebody follows the replica in turn: that makes it no source.
    [InlineData("a=w b=r<a c=r<b => a|abc|", "b=w<a a=t => a|c|", "a=w b=w<a => a|ac|b")]
    public void Nor_is_it_where_nothing_is_known_yet_or_evidence_is_asked(params string[] story) => Play(story);

    private static void Play(string[] story) =>
        Fleet.Of(string.Concat(story.SelectMany(line => line.Split("=>")[0].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(word => word[0]).Distinct().Order())).Tell(story);
}
