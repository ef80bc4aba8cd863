using System.Globalization;
using System.Text;
using RoutingData.Monitor;
using RoutingData.Monitor.Reports;
using RoutingData.Monitor.Topology;

namespace RoutingData.Tests.Topology;

/// <summary>One random history played against the topology step, with what must hold after every observation.</summary>
internal sealed class ModelRun
{
    private static readonly ReplicationHostgroup Pair = new(10, 20);

    private readonly ModelPlan _plan;
    private readonly TrueFleet _fleet;
    private readonly StringBuilder _log = new();
    private readonly Dictionary<ServerAddress, long> _begunAt = [];
    private readonly Dictionary<ServerAddress, ProbeResult> _last = [];
    private TopologySnapshot _now;
    private long _mark;
    private int _failuresOfWriter;
    private bool _missedSinceElected;

    public ModelRun(ModelPlan plan)
    {
        _plan = plan;
        _fleet = new TrueFleet(plan.Servers, plan.Orderly);
        _now = TopologySnapshot.Initial(new TopologyDefinition
        {
            Servers = [.. _fleet.Servers.Select(server => new ServerDefinition(20, Fleet.Address(server.Name))),
                new ServerDefinition(30, Fleet.Address('b'))],
            ReplicationHostgroups = [Pair],
            MaxFailures = plan.MaxFailures,
            WriterIsAlsoReader = plan.WriterIsAlsoReader,
        });
    }

    /// <summary>Elections and conflicts seen, so that a test can tell that its histories are worth something.</summary>
    public int Elections { get; private set; }

    public int Conflicts { get; private set; }

    public ModelRun Play()
    {
        foreach (var (deed, index) in _plan.Steps)
        {
            var server = _fleet.Servers[index % _fleet.Servers.Count];
            switch (deed)
            {
                case Deed.SetOut when !server.IsAsked:
                    SetOut(server);
                    break;
                case Deed.Tell when server is { IsAsked: true, Told: null } && server.Life != Life.Hung:
                    Tell(server);
                    break;
                case Deed.Return when server.IsAsked:
                    Return(server);
                    break;
                default:
                    if (_fleet.Do(deed, server)) Log($"{server.Name}: {deed}");
                    break;
            }
        }

        Settle();
        return this;
    }

    private void SetOut(TrueServer server)
    {
        server.IsAsked = true;
        server.Told = null;
        _begunAt[Fleet.Address(server.Name)] = ++_mark;
        Log($"{server.Name}>");
    }

    private void Tell(TrueServer server)
    {
        server.Told = server.Answer();
        Log($"({server.Name} says {Name(server.Told)})");
    }

    private void Return(TrueServer server)
    {
        var address = Fleet.Address(server.Name);
        var result = server.Told ?? server.Answer();
        server.IsAsked = false;
        server.Told = null;

        var before = _now;
        var observation = new Observation(address, _begunAt[address], ++_mark, result);
        var change = TopologyStep.Apply(before, observation);
        _now = change.Next;
        _last[address] = result;
        server.IsSeenWritable = result is ServerReport { ReadOnly: false };
        Log($"{server.Name}={Name(result)} -> epoch {_now.Epoch}: {_now.WriterOf(10)?.Address.Hostname}|{Names(20)}");
        Check(before, observation, change);
    }

    private void Check(TopologySnapshot before, Observation observation, TopologyChange change)
    {
        var (old, current) = (before.Pairs[0].Writer, _now.Pairs[0].Writer);
        if (observation.Server == old)
        {
            _failuresOfWriter = observation.Result is ProbeFailure ? _failuresOfWriter + 1 : 0;
            _missedSinceElected |= _failuresOfWriter > 0;
        }

        Must(_now.MembersOf(10).Length <= 1, "there is one writer at most");
        Must(current is not { } writer || _last[writer] is not ServerReport { ReadOnly: true },
            "the writer's last answer was not read-only");
        foreach (var member in _now.MembersOf(20))
        {
            Must(_last[member.Address] is ServerReport answer && (answer.ReadOnly || member.Address == current),
                "readers are read-only, or the writer");
        }

        Must(_now.Servers.All(server => !server.InConflict ||
            _now.Hostgroups.All(group => group.All(member => member.Address != server.Address))),
            "a server in conflict is in no hostgroup");

        Must(HostgroupMembers.Of(_now.Layout, _now.Servers, _now.Pairs).Zip(_now.Hostgroups).All(group => group.First.SequenceEqual(group.Second)),
            "what a step leaves as it was is what it would come to anew");

        var moved = !HostgroupMembers.AreSame(before.Hostgroups, _now.Hostgroups) || old != current;
        Must(_now.Epoch == before.Epoch || _now.Epoch == before.Epoch + 1, "the epoch rises one by one and never falls");
        Must(!moved || _now.Epoch > before.Epoch, "the epoch rises when members change");
        Must(moved || change.Events.Length > 0 || _now.Epoch == before.Epoch, "the epoch rises with changes only");
        Must(change.Events.All(item => item.Epoch == _now.Epoch), "events carry their epoch");

        if (old is { } lost && current is null)
        {
            Must(_last[lost] is ServerReport { ReadOnly: true } || _failuresOfWriter >= _plan.MaxFailures,
                "the writer group is emptied only by read_only or enough failures");
        }

        if (old is { } replaced && current is { } next && replaced != next)
        {
            Must(_last[replaced] is ServerReport { ReadOnly: true } || _last[replaced] is ProbeFailure || _missedSinceElected,
                "a writer that answers and never missed a probe keeps its role");
        }

        if (old != current && current is not null)
        {
            (_failuresOfWriter, _missedSinceElected) = (0, old is null && before.Pairs[0].LastWriter == current && _missedSinceElected);
            Elections++;
        }

        var conflicts = change.Events.Count(item => item.Kind == TopologyEventKind.Conflict);
        Conflicts += conflicts;
        Must(!_plan.Orderly || conflicts == 0, "where never two were writable there is no conflict");
    }

    // Faults have stopped: what is under way comes home, then everybody is asked twice.
    private void Settle()
    {
        Log("-- settle");
        foreach (var server in _fleet.Servers.Where(server => server.IsAsked)) Return(server);
        for (var round = 0; round < 2; round++) AskEverybody();

        var writable = _fleet.Servers.Where(server => server.IsWritable).ToArray();
        if (writable is not [var real]) return;

        var address = Fleet.Address(real.Name);
        var writer = _now.Pairs[0].Writer;
        if (_plan.Orderly || !_now.Find(address)!.InConflict)
            Must(writer == address, $"{real.Name} alone is writable and must be the writer");
        else Must(writer is null || _now.Find(writer.Value) is { Health: not ServerHealth.Online },
            "nobody but the writable server may be the writer");

        // Followers are evidence enough, however the conflict came about.
        var follower = _fleet.Servers.FirstOrDefault(server => server != real && server.Life == Life.Alive && server.Source == real);
        for (var round = 0; follower is not null && round < _plan.MaxFailures; round++) AskEverybody();
        if (follower is not null) Must(_now.Pairs[0].Writer == address, $"{follower.Name} follows {real.Name}, which must be the writer");
    }

    private void AskEverybody()
    {
        foreach (var server in _fleet.Servers)
        {
            SetOut(server);
            Return(server);
        }
    }

    private string Names(int hostgroup) => string.Concat(_now.MembersOf(hostgroup).Select(member => member.Address.Hostname));

    private static string Name(ProbeResult result) => result switch
    {
        ServerReport { ReadOnly: true } report => $"r<{report.Replication?.SourceHost}",
        ServerReport report => $"w@{report.Executed.Text}",
        ProbeFailure failure => failure.Kind.ToString(),
        _ => "?",
    };

    private void Log(string line) => _log.Append(CultureInfo.InvariantCulture, $"{line}\n");

    private void Must(bool holds, string what)
    {
        if (!holds) Assert.Fail($"{what}\n{_plan}\n{_log}");
    }
}
