using RoutingData.Dashboard.Facts;
using RoutingData.Dashboard.Models;
using RoutingData.Dashboard.Tests.Facts;

namespace RoutingData.Dashboard.Tests.Reading;

/// <summary>The sentence at the top, for whatever may be.</summary>
public sealed class HeadlineTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Before_the_first_answer_nothing_is_claimed() =>
        AssertSaid("watch", "No server has answered yet. Nothing waits.", new FakeFleet("db001", "db002"));

    [Fact]
    public void All_well() => AssertSaid("calm", "db001 writes. 2 readers, the slowest 0 ms behind. Nothing waits.", new FakeFleet("db001", "db002", "db003").Up());

    [Fact]
    public void One_server_alone_misses_no_reader() => AssertSaid("calm", "db001 writes. Nothing waits.", new FakeFleet("db001").Up());

    [Fact]
    public void A_reader_is_as_far_behind_as_is_known() =>
        AssertSaid(
            "calm", "db001 writes. 2 readers, the slowest 7 s behind. Nothing waits.",
            new FakeFleet("db001", "db002", "db003").Up().Answer("db003", source: "db001", lag: 7), source => source.Behind[source.Fleet["db002"]] = TimeSpan.FromMilliseconds(4));

    [Fact]
    public void Without_a_writer_it_says_what_to_do() =>
        AssertSaid(
            "act", "No server writes: promote a server (SET GLOBAL read_only = 0). db001 is down since [12:00:09]. 12 statements wait for a server.",
            new FakeFleet("db001", "db002").Up(), source => source.Sessions = new SessionStatistics(20, 12), fleet => fleet.Die("db001"));

    [Fact]
    public void During_a_failover_it_says_since_when_and_who_was_the_writer() =>
        AssertSaid(
            "act", "No server writes since [12:00:00]: promote a server (SET GLOBAL read_only = 0), or bring db001 back. db001 is down since [12:00:09]. 1 statement waits for a server.",
            new FakeFleet("db001", "db002").Up(),
            source =>
            {
                source.Sessions = new SessionStatistics(20, 1);
                source.Failovers.Add(new FailoverRecord(10, source.Fleet["db001"], Noon) { Phases = Made.Failover(source.Fleet["db001"], source.Fleet["db002"], Noon).Phases[..3] });
            },
            fleet => fleet.Die("db001"));

    [Fact]
    public void After_a_failover_it_says_what_happened() =>
        AssertSaid(
            "calm", "db002 writes since [12:00:01] (failover from db001: 930 ms without a writer). 1 reader, 0 ms behind. Nothing waits.",
            new FakeFleet("db001", "db002").Up().Die("db001").Answer("db002").Answer("db001", source: "db002"),
            source => source.Failovers.Add(Made.Failover(source.Fleet["db001"], source.Fleet["db002"], Noon)));

    [Fact]
    public void Two_writable_servers_are_a_person_s_to_part() =>
        AssertSaid(
            "act", "db001 writes. 1 reader, 0 ms behind. db003 is writable beside the writer and gets nothing: set read_only = 1 on one of the two. Nothing waits.",
            new FakeFleet("db001", "db002", "db003").Up().Answer("db003").Answer("db001").Answer("db003").Answer("db001").Answer("db003"));

    [Fact]
    public void Where_none_answers_it_does_not_say_to_promote_one() =>
        AssertSaid(
            "act", "No server answers. Look at the network and at the servers themselves; the router goes on asking. " +
            "db001 is down since [12:00:09]. db002 is down since [12:00:09]. Nothing waits.",
            new FakeFleet("db001", "db002").Up(), later: fleet => fleet.Die("db001").Die("db002"));

    [Fact]
    public void A_writer_without_readers_is_worth_a_look() =>
        AssertSaid("watch", "db001 writes. There is no reader beside it: it answers all reads. db002 is down since [12:00:09]. Nothing waits.", new FakeFleet("db001", "db002").Up(), later: fleet => fleet.Die("db002"));

    [Fact]
    public void Many_troubles_of_one_kind_are_one_sentence() =>
        AssertSaid(
            "calm", "db001 writes. 1 reader, 0 ms behind. db002 is drained. db003 is drained. db004 is drained. The same is true of 2 more. Nothing waits.",
            new FakeFleet("db001", "db002", "db003", "db004", "db005", "db006", "db007").Up().Drain("db002").Drain("db003").Drain("db004").Drain("db005").Drain("db006"));

    private static void AssertSaid(string level, string text, FakeFleet fleet, Action<FakeSource>? arrange = null, Action<FakeFleet>? later = null)
    {
        var source = new FakeSource("shop", fleet);
        arrange?.Invoke(source);
        var roles = new RoleHistory();
        roles.Note(fleet.Now, Noon);
        later?.Invoke(fleet);
        roles.Note(fleet.Now, Noon.AddSeconds(9));

        var headline = Headlines.Of(source.Entry.Read(), roles);

        Assert.Equal(text, string.Concat(headline.Parts.Select(part => part.Text ?? $"[{DateTimeOffset.FromUnixTimeMilliseconds(part.Time!.Value):HH:mm:ss}]")));
        Assert.Equal(level, headline.Level);
    }
}
