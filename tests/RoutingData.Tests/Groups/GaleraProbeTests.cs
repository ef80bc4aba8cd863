using RoutingData.Monitor;
using RoutingData.Monitor.Probing;
using RoutingData.Monitor.Reports;
using RoutingData.Monitor.Threads;
using RoutingData.Tests.Monitoring;

namespace RoutingData.Tests.Groups;

/// <summary>The probe asks a node of Galera for its state in its one round trip, only where a pair wants it.</summary>
[Trait("Requirement", "D36")]
public sealed class GaleraProbeTests : IDisposable
{
    private const int Limit = 60_000;

    private readonly FakeServer _server = new("db001")
    {
        Wsrep =
        {
            ["wsrep_local_state"] = "4", ["wsrep_cluster_status"] = "Primary", ["wsrep_ready"] = "ON", ["wsrep_cluster_conf_id"] = "7",
            ["wsrep_cluster_state_uuid"] = "c1", ["wsrep_cluster_size"] = "3", ["Uptime"] = "90", ["wsrep_desync"] = "OFF", ["wsrep_reject_queries"] = "NONE",
        },
    };

    private readonly ServerProbe _probe;

    public GaleraProbeTests()
    {
        var time = new ManualTime();
        _probe = new ServerProbe(
            new FakeDriver(_server).Driver, "db001", new ServerAddress("db001", 3306), new LockNames(new Random(1)), new FetchClock(time),
            () => new MonitorOptions(), MonitorExecution.For(time));
    }

    public void Dispose() => _server.Dispose();

    [Fact(Timeout = Limit)]
    public async Task One_round_trip_brings_the_nodes_state()
    {
        var status = (await AskAsync())!;
        Assert.Equal((true, "c1", 7UL, 3, TimeSpan.FromSeconds(90)), (status.IsServing, status.Cluster, status.View, status.Size, status.Uptime));
        Assert.Single(_server.Texts);
    }

    [Theory(Timeout = Limit)]
    [InlineData("wsrep_local_state", "2", true)]
    [InlineData("wsrep_local_state", "1", true)]
    [InlineData("wsrep_ready", "OFF", true)]
    [InlineData("wsrep_desync", "ON", true)]
    [InlineData("wsrep_reject_queries", "ALL", true)]
    [InlineData("wsrep_cluster_status", "non-Primary", false)]
    [InlineData("wsrep_cluster_status", "Disconnected", false)]
    [InlineData("wsrep_cluster_conf_id", "18446744073709551615", false)]
    public async Task A_node_serves_only_if_it_is_synced_ready_and_in_the_primary_component(string variable, string value, bool isInside)
    {
        _server.Wsrep[variable] = value;
        var status = (await AskAsync())!;
        Assert.Equal((false, isInside), (status.IsServing, status.IsInside));
    }

    [Fact(Timeout = Limit)]
    public async Task A_server_that_is_no_node_is_outside()
    {
        _server.Wsrep.Clear();
        Assert.False((await AskAsync())!.IsInside);
    }

    [Fact(Timeout = Limit)]
    public async Task Without_a_pair_that_wants_it_nothing_is_asked()
    {
        Assert.Null(Assert.IsType<ServerReport>(await _probe.ProbeAsync(new ProbeQuestion(IsSuspected: false, TimeSpan.FromMinutes(2)), CancellationToken.None)).Wsrep);
        Assert.DoesNotContain("wsrep", Assert.Single(_server.Texts), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_node_that_refuses_statements_has_said_that_it_is_outside()
    {
        _server.OnExecute = FakeFault.Say(1047);
        var failure = Assert.IsType<ProbeFailure>(await _probe.ProbeAsync(Question, CancellationToken.None));
        Assert.Equal(ProbeFailureKind.NotPrepared, failure.Kind);
    }

    [Fact(Timeout = Limit)]
    public async Task A_catch_up_waits_on_a_connection_of_its_own_whether_or_not_replication_may_be_seen()
    {
        await AskAsync();
        _server.OnReplication = new FakeDbException(1227, "denied");
        Assert.True(await _probe.CatchUpAsync(CancellationToken.None));
        Assert.StartsWith("SET SESSION wsrep_sync_wait = 1; SELECT", _server.Texts[^1], StringComparison.Ordinal);
        Assert.Equal(2, _server.Opened);

        _server.Wsrep["wsrep_ready"] = "OFF";
        Assert.False(await _probe.CatchUpAsync(CancellationToken.None));
    }

    private static ProbeQuestion Question => new(IsSuspected: false, TimeSpan.FromMinutes(2), AsksForNode: true);

    private async Task<WsrepStatus?> AskAsync() => Assert.IsType<ServerReport>(await _probe.ProbeAsync(Question, CancellationToken.None)).Wsrep;
}
