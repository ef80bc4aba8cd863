using RoutingData.Monitor;
using RoutingData.Monitor.Gtids;
using RoutingData.Monitor.Tokens;
using RoutingData.Monitor.Topology;
using RoutingData.Tests.Topology;

namespace RoutingData.Tests.Tokens;

/// <summary>What a topology makes of a token. The marks of a schedule are its moments: each answer takes one as it sets out and one as it comes.</summary>
[Trait("Requirement", "D22")]
public sealed class TokenStandingTests
{
    private const string Begin = "a=w@0-1-5 b=r@0-1-5 c=r@0-1-5";
    private const long Never = long.MaxValue;

    [Theory]
    // The fetch of mark 1 has it: whoever shows that one shows the token.
    [InlineData("", "0-1-5", "Contained:0")]
    [InlineData("a=w@0-1-6", "0-1-6", "Contained:6")]
    [InlineData("a=w@0-1-6 a=w@0-1-8 a=w@0-1-9", "0-1-7", "Contained:8")]
    // The writer has gone on since it was asked last.
    [InlineData("", "0-1-7", "Awaited:0")]
    // Another server has written it: a is no longer the writer, or has not got it yet.
    [InlineData("", "0-2-6", "Doubtful:0")]
    // Asked since the token came, at 7, it is the writer and has not got it.
    [InlineData("| a=w@0-1-6", "0-1-7", "Lost:7")]
    [InlineData("| a=w@0-1-6", "0-2-9", "Lost:7")]
    [InlineData("| a=w@0-1-6", "0-2-6", "Settled:7")]
    // Asked before.
    [InlineData("a> | a=w@0-1-6", "0-1-7", "Awaited:0")]
    // It is read-only since: who is the writer is not known.
    [InlineData("| a=r@0-1-6", "0-1-7", "Awaited:0")]
    // A failover without loss, and one with.
    [InlineData("a=r@0-1-7 b=w@0-1-7 | b=w@0-1-7,0-2-8", "0-1-7", "Contained:8")]
    [InlineData("a=t a=t a=t b=w@0-1-5 | b=w@0-1-5,0-2-8", "0-1-7", "Lost:15")]
    [InlineData("a=t a=t a=t b=w@0-1-5 | ", "0-1-7", "Doubtful:0")]
    // The writer does not answer: nothing is known.
    [InlineData("| a=t", "0-1-7", "Awaited:0")]
    public void It_is_a_moment_or_it_is_not_known_yet(string schedule, string written, string standing)
    {
        var fleet = Fleet.Of("abc").See(Begin);
        var parts = schedule.Split('|');
        fleet.See(parts[0]);
        var receivedAt = fleet.Mark();
        if (parts.Length > 1) fleet.See(parts[1]);
        Assert.Equal(standing, Stands(fleet, Marks.Of(written, ServerFlavor.MariaDb, "1"), receivedAt));
    }

    [Fact]
    public void What_cannot_be_found_out_holds_up_nothing()
    {
        var fleet = Fleet.Of("abc").See(Begin);
        var mark = Marks.Of("0-2-6", ServerFlavor.MariaDb, "1");
        Assert.Equal(TokenStandingKind.Doubtful, TokenStanding.Of(fleet.Now, mark, null, receivedAt: 7, limit: 20, now: 19).Kind);
        Assert.Equal(
            new TokenStanding(TokenStandingKind.Settled, 7, 0), TokenStanding.Of(fleet.Now, mark, null, receivedAt: 7, limit: 20, now: 20));
    }

    [Theory]
    [InlineData('z', null, "Foreign:0")]
    [InlineData('a', null, "Contained:0")]
    // A former writer, or the next one.
    [InlineData('c', null, "Contained:0")]
    // By name, whatever the servers are called.
    [InlineData('z', "shop", "Contained:0")]
    public void MariaDbs_are_known_by_address_or_by_name(char writer, string? name, string standing)
    {
        var fleet = Fleet.Of("abc").See(Begin);
        var mark = Marks.Of("0-1-5", ServerFlavor.MariaDb, "1", writer);
        if (name is not null) mark = mark with { Fleet = FleetRecognition.Of(Fleet.Address(writer), name) };
        Assert.Equal(standing, Stands(fleet, mark, fleet.Mark(), name));
        Assert.Equal("Foreign:0", Stands(fleet, mark, fleet.Mark(), "another"));
    }

    [Theory]
    [InlineData("aaaaaaaa-0000-0000-0000-000000000001:1-5", 'z', "Contained:0")]
    [InlineData("bbbbbbbb-0000-0000-0000-000000000001:1-5", 'a', "Foreign:0")]
    public void MySqls_are_known_by_what_they_number_by(string executed, char writer, string standing)
    {
        var fleet = Fleet.Of("a");
        fleet.See(Fleet.Address('a'), ProbeWord.Report('a', readOnly: false, "aaaaaaaa-0000-0000-0000-000000000001:1-9", flavor: ServerFlavor.MySql));
        var mark = Marks.Of(executed, ServerFlavor.MySql, "a", writer);
        Assert.Equal(standing, Stands(fleet, mark, fleet.Mark()));
        Assert.Equal("Foreign:0", Stands(fleet, mark with { Flavor = ServerFlavor.MariaDb, Fleet = 1 }, fleet.Mark()));
    }

    [Fact]
    public void Before_anything_is_known_a_MySqls_token_is_awaited()
    {
        var fleet = Fleet.Of("ab");
        Assert.Equal("Awaited:0", Stands(fleet, Marks.Of("aaaaaaaa-0000-0000-0000-000000000001:1-5", ServerFlavor.MySql, "a"), fleet.Mark()));
    }

    [Fact]
    public void The_token_of_a_topology_is_its_writers_position()
    {
        var fleet = Fleet.Of("abc").See(Begin).See("a=w@0-1-8,1-1-3");
        Assert.False(WriterMarks.AreKnownSince(fleet.Now, 7));
        Assert.True(WriterMarks.AreKnownSince(fleet.Now, 6));
        var mark = Assert.Single(WriterMarks.Of(fleet.Now, fleetName: null));
        Assert.Equal(Marks.Of("0-1-8,1-1-3", ServerFlavor.MariaDb, "1"), mark);
        Assert.False(WriterMarks.AreKnownSince(fleet.See("a=r").Now, 0));
        Assert.False(WriterMarks.AreKnownSince(Fleet.Of("a").Now, 0));
    }

    private static string Stands(Fleet fleet, FleetMark mark, long receivedAt, string? name = null)
    {
        var standing = TokenStanding.Of(fleet.Now, mark, name, receivedAt, limit: Never, now: receivedAt);
        return $"{standing.Kind}:{standing.Moment}";
    }
}
