using RoutingData.Monitor;
using RoutingData.Monitor.Probing;
using RoutingData.Monitor.Reports;
using RoutingData.Monitor.Threads;
using RoutingData.Tests.Monitoring;

namespace RoutingData.Tests.Groups;

/// <summary>The probe asks for the group in its one round trip, only where a pair wants it, and not again where it may not.</summary>
[Trait("Requirement", "D36")]
public sealed class GroupProbeTests : IDisposable
{
    private const int Limit = 60_000;

    private readonly FakeServer _server = new("db001")
    {
        Version = "9.1.0",
        Group = [["u2", "ONLINE", "PRIMARY", "7:3"], ["db001", "ONLINE", "SECONDARY", "7:3"], ["u3", "RECOVERING", "SECONDARY", "7:3"], ["u4", "UNREACHABLE", "", "7:3"]],
    };

    private readonly ServerProbe _probe;

    public GroupProbeTests()
    {
        var time = new ManualTime();
        _probe = new ServerProbe(
            new FakeDriver(_server).Driver, "db001", new ServerAddress("db001", 3306), new LockNames(new Random(1)), new FetchClock(time),
            () => new MonitorOptions(), MonitorExecution.For(time));
    }

    public void Dispose() => _server.Dispose();

    [Theory(Timeout = Limit)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_answer_brings_the_view_and_its_members_in_one_round_trip_where_replication_may_be_seen(bool replicationDenied)
    {
        // What the server refuses ends the text: it is asked for the rest at once.
        if (replicationDenied) _server.OnReplication = new FakeDbException(1227, "denied");

        var group = (await AskAsync()).Group!;

        Assert.Equal(new GroupViewId(7, 3), group.View);
        Assert.Equal(
            [
                new GroupMember("db001", GroupMemberState.Online, IsPrimary: false), new GroupMember("u2", GroupMemberState.Online, IsPrimary: true),
                new GroupMember("u3", GroupMemberState.Recovering, IsPrimary: false), new GroupMember("u4", GroupMemberState.Unreachable, IsPrimary: false),
            ],
            group.Members);
        Assert.True(group.HasQuorum);
        Assert.Equal(replicationDenied ? 2 : 1, _server.Texts.Length);
    }

    [Fact(Timeout = Limit)]
    public async Task Outside_a_group_there_is_no_view()
    {
        _server.Group = [["", "OFFLINE", "", null]];
        var group = (await AskAsync()).Group!;

        Assert.Null(group.View);
        Assert.Empty(group.Members);
        Assert.NotSame(GroupMembership.Hidden, group);
    }

    [Theory(Timeout = Limit)]
    [InlineData(1142)]
    [InlineData(1146)]
    [InlineData(1054)]
    public async Task What_may_not_be_seen_is_asked_once(int number)
    {
        _server.OnGroup = new FakeDbException(number, "denied");

        Assert.Same(GroupMembership.Hidden, (await AskAsync()).Group);
        Assert.Same(GroupMembership.Hidden, (await AskAsync()).Group);
        Assert.Equal([true, false], _server.Texts.Select(text => text.Contains("group_members", StringComparison.Ordinal)));
    }

    [Fact(Timeout = Limit)]
    public async Task Any_other_error_is_a_failed_probe()
    {
        _server.OnGroup = new FakeDbException(1053, "shutdown");
        Assert.IsType<ProbeFailure>(await _probe.ProbeAsync(Question(asksForGroup: true), CancellationToken.None));
    }

    [Fact(Timeout = Limit)]
    public async Task Without_a_pair_that_wants_it_nothing_is_asked()
    {
        var report = Assert.IsType<ServerReport>(await _probe.ProbeAsync(Question(asksForGroup: false), CancellationToken.None));

        Assert.Null(report.Group);
        Assert.DoesNotContain("group_members", Assert.Single(_server.Texts), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task MariaDB_has_no_such_groups()
    {
        _server.Version = "10.11.6-MariaDB";

        Assert.Same(GroupMembership.Hidden, (await AskAsync()).Group);
        Assert.DoesNotContain("group_members", Assert.Single(_server.Texts), StringComparison.Ordinal);
    }

    private async Task<ServerReport> AskAsync() => Assert.IsType<ServerReport>(await _probe.ProbeAsync(Question(asksForGroup: true), CancellationToken.None));

    private static ProbeQuestion Question(bool asksForGroup) => new(IsSuspected: false, TimeSpan.FromMinutes(2), AsksForGroup: asksForGroup);
}
