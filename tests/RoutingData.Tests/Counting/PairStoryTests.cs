using System.Globalization;
using RoutingData.Counting;
using RoutingData.Monitor;
using RoutingData.Monitor.Topology;
using RoutingData.Tests.Topology;

namespace RoutingData.Tests.Counting;

/// <summary>What the events of a topology come to, as stories: one second between two of them.</summary>
public sealed class PairStoryTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    // Events of pair 10: elected+a, suspected-a, down-a, lost-a, demoted-a, back-a, drained-a, restored-a; write=a is an answered write.
    [Theory]
    [InlineData("elected+a", "")]
    [InlineData("elected+a suspected-a down-a lost-a elected+b write=b", "Failover a>b: Suspected@0 Down@1 NoWriter@2 Promoted@3 FirstWrite@4, without writer 1")]
    [InlineData("elected+a suspected-a elected+b write=b", "Failover a>b: Suspected@0 Promoted@1 FirstWrite@2, without writer 1")]
    [InlineData("elected+a demoted-a elected+b write=b", "Switchover a>b: Demoted@0 Promoted@1 FirstWrite@2, without writer 1")]
    [InlineData("elected+a drained-a demoted-a elected+b write=b", "Switchover a>b: Drained@0 Demoted@1 Promoted@2 FirstWrite@3, without writer 2")]
    [InlineData("elected+a suspected-a back-a", "Alarm a>: Suspected@0 Recovered@1, without writer ?")]
    [InlineData("elected+a drained-a restored-a", "Alarm a>: Drained@0 Recovered@1, without writer ?")]
    [InlineData("elected+a suspected-a down-a lost-a back-a elected+a write=a", "Return a>a: Suspected@0 Down@1 NoWriter@2 Recovered@3 Promoted@4 FirstWrite@5, without writer 2")]
    [InlineData("elected+a demoted-a elected+a write=a", "Return a>a: Demoted@0 Promoted@1 FirstWrite@2, without writer 1")]
    // Another server's troubles are none of the pair's writing.
    [InlineData("elected+a suspected-b down-b back-b", "")]
    // A write that the old writer answered late says nothing of the new one.
    [InlineData("elected+a demoted-a elected+b write=a", "*Switchover a>b: Demoted@0 Promoted@1, without writer 1")]
    // The new writer fails before anything was written.
    [InlineData("elected+a demoted-a elected+b suspected-b", "Switchover a>b: Demoted@0 Promoted@1, without writer 1 | *Open b>: Suspected@0, without writer ?")]
    [InlineData("elected+a suspected-a down-a lost-a", "*Open a>: Suspected@0 Down@1 NoWriter@2, without writer ?")]
    public void Events_come_to_a_story(string events, string expected)
    {
        var story = new PairStory(10);
        var told = new List<FailoverRecord>();
        var second = 0;
        foreach (var word in events.Split(' '))
        {
            var now = new Moment(Noon.AddSeconds(second), TimeSpan.FromSeconds(100 + second++));
            var server = Fleet.Address(word[^1]);
            var (next, over) = word.StartsWith("write", StringComparison.Ordinal)
                ? story.AfterWrite(server, now)
                : story.After(new TopologyEvent(KindOf(word[..^2]), server, HostgroupOf(word), 1, "why"), now);
            if (over is not null) told.Add(over);
            story = next;
        }

        var open = story.Open is { } record ? [$"*{Tell(record)}"] : Array.Empty<string>();
        Assert.Equal(expected, string.Join(" | ", [.. told.Select(Tell), .. open]));
        Assert.All(told, record => Assert.InRange(record.Began, Noon, Noon.AddSeconds(second)));
    }

    [Fact]
    public void A_change_of_another_pair_is_not_its_own() =>
        Assert.Equal(new PairStory(10), new PairStory(10).After(new TopologyEvent(TopologyEventKind.WriterElected, Fleet.Address('a'), 30, 1, ""), default).Next);

    [Fact]
    public void A_writer_that_is_suspect_all_day_makes_no_endless_record()
    {
        var story = new PairStory(10) { Writer = Fleet.Address('a') };
        for (var time = 0; time < 1000; time++)
            story = story.After(new TopologyEvent(TopologyEventKind.Suspected, Fleet.Address('a'), null, 1, ""), default).Next;

        Assert.Equal(64, story.Open!.Phases.Length);
    }

    [Fact]
    public void A_log_keeps_the_latest_fifty_and_what_is_not_over()
    {
        var (log, fleet) = (new FailoverLog(), Fleet.Of("ab").See("a=w b=r"));
        var over = new List<FailoverRecord>();
        log.Over = over.Add;
        Follow(TopologyEventKind.WriterElected, 'a', 0);
        for (var second = 1; second <= 120; second += 2)
        {
            Follow(TopologyEventKind.Suspected, 'a', second);
            Follow(TopologyEventKind.Recovered, 'a', second + 1);
        }

        Follow(TopologyEventKind.Suspected, 'a', 200);

        Assert.Equal(60, over.Count);
        Assert.Equal([.. over.TakeLast(50).Select(record => record.Began), Noon.AddSeconds(200)], log.Records.Select(record => record.Began));
        log.Clear();
        Assert.Equal(FailoverKind.Open, Assert.Single(log.Records).Kind);

        void Follow(TopologyEventKind kind, char server, int second) => log.Follow(
            new TopologyEvent(kind, Fleet.Address(server), kind == TopologyEventKind.WriterElected ? 10 : null, 1, ""), fleet.Now,
            new Moment(Noon.AddSeconds(second), TimeSpan.FromSeconds(second)));
    }

    [Fact]
    public void The_stories_of_the_monitors_own_events_are_the_same()
    {
        var (log, fleet) = (new FailoverLog(), Fleet.Of("abc"));
        fleet.See("a=w b=r c=r");
        Follow(0);
        fleet.See("a=l a=l a=l");
        Follow(1);
        fleet.See("b=w c=r b=w");
        Follow(3);
        Assert.True(log.AwaitsWrite(Fleet.Address('b')));
        log.NoteWrite(Fleet.Address('b'), new Moment(Noon, TimeSpan.FromSeconds(4)));

        Assert.False(log.AwaitsWrite(Fleet.Address('b')));
        Assert.Equal("Failover a>b: Suspected@0 Down@0 NoWriter@0 Promoted@2 FirstWrite@3, without writer 2", Tell(Assert.Single(log.Records)));

        void Follow(int second)
        {
            foreach (var change in fleet.Events) log.Follow(change, fleet.Now, new Moment(Noon, TimeSpan.FromSeconds(second)));
            fleet.Events.Clear();
        }
    }

    [Fact]
    public void Only_the_new_writers_first_write_is_awaited_and_a_pair_that_is_none_any_more_awaits_nothing()
    {
        var (log, fleet) = (new FailoverLog(), Fleet.Of("ab"));
        foreach (var answers in new[] { "a=w b=r", "a=l a=l a=l", "b=w b=w" })
        {
            fleet.See(answers);
            foreach (var change in fleet.Events) log.Follow(change, fleet.Now, new Moment(Noon, TimeSpan.Zero));
            fleet.Events.Clear();
        }

        Assert.True(log.AwaitsWrite(Fleet.Address('b')));
        Assert.False(log.AwaitsWrite(Fleet.Address('a')));
        log.Limit(hostgroup => hostgroup == 10);
        Assert.True(log.AwaitsWrite(Fleet.Address('b')));
        log.Limit(_ => false);
        Assert.False(log.AwaitsWrite(Fleet.Address('b')));
        Assert.Empty(log.Records);
    }

    private static TopologyEventKind KindOf(string word) => word switch
    {
        "elected" => TopologyEventKind.WriterElected,
        "demoted" => TopologyEventKind.WriterDemoted,
        "lost" => TopologyEventKind.WriterLost,
        "suspected" => TopologyEventKind.Suspected,
        "down" => TopologyEventKind.Shunned,
        "back" => TopologyEventKind.Recovered,
        "drained" => TopologyEventKind.Drained,
        "restored" => TopologyEventKind.Restored,
        _ => throw new FormatException(word),
    };

    private static int? HostgroupOf(string word) => word[..^2] is "elected" or "demoted" or "lost" ? 10 : null;

    private static string Tell(FailoverRecord record) => string.Create(
        CultureInfo.InvariantCulture,
        $"{record.Kind} {record.From?.Hostname}>{record.To?.Hostname}: {string.Join(' ', record.Phases.Select(phase => $"{phase.Step}@{phase.After.TotalSeconds}"))}, " +
        $"without writer {record.WithoutWriter?.TotalSeconds.ToString(CultureInfo.InvariantCulture) ?? "?"}");
}
