using System.Globalization;
using RoutingData.Monitor;
using RoutingData.Monitor.Reports;
using RoutingData.Monitor.Topology;
using RoutingData.Tests.Topology;

namespace RoutingData.Tests.Groups;

/// <summary>
/// Nodes of Galera, and the observations made of them. A word of a schedule: <c>a=3</c>, a serves, and is in membership 3; <c>a=r3</c> it is read-only, <c>a=3!</c>
/// it is in it and does not serve, <c>a=o</c> it refuses statements with 1047, <c>a=x3</c> it is in membership 3 of another cluster, <c>a=t</c> it does not answer. <c>60s</c> passes a minute, <c>a*</c> restarts a.
/// <c>+</c>: the writer has caught up; <c>-a</c>, <c>+a</c>: a is drained, and is not.
/// </summary>
internal sealed class GaleraFleet(string names, int takeBackSeconds = 60, bool writerIsAlsoReader = true, int size = 3)
{
    private static readonly TimeSpan Begin = TimeSpan.FromHours(1);

    private readonly Dictionary<char, TimeSpan> _startedAt = names.ToDictionary(name => name, _ => TimeSpan.Zero);
    private TimeSpan _now = Begin;

    public Fleet Fleet { get; } = new(new TopologyDefinition
    {
        Servers = [.. names.Select(name => new ServerDefinition(20, Fleet.Address(name)))],
        ReplicationHostgroups = [new ReplicationHostgroup(10, 20, ReadOnlyCheck.Galera) { TakeBackAfter = TimeSpan.FromSeconds(takeBackSeconds) }],
        WriterIsAlsoReader = writerIsAlsoReader,
    });

    public PairState Pair => Fleet.Now.Pairs[0];

    public GaleraFleet Play(params string[] story)
    {
        foreach (var line in story)
        {
            var schedule = line[..line.IndexOf("=>", StringComparison.Ordinal)].Trim();
            Hear(schedule);
            Assert.Equal(line, $"{schedule} => {Fleet.Roles}");
        }

        return this;
    }

    public GaleraFleet Hear(string schedule)
    {
        foreach (var word in schedule.Split(' ', StringSplitOptions.RemoveEmptyEntries)) Take(word);
        return this;
    }

    private void Take(string word)
    {
        if (word == "+") Fleet.CatchUp();
        else if (word.EndsWith('s')) _now += TimeSpan.FromSeconds(int.Parse(word[..^1], CultureInfo.InvariantCulture));
        else if (word.EndsWith('*')) _startedAt[word[0]] = _now;
        else if (word[0] is '-' or '+') Fleet.Drain(word[1], drained: word[0] == '-');
        else Fleet.See(Fleet.Address(word[0]), Result(word[0], word[2..]));
    }

    private ProbeResult Result(char name, string says) => says switch
    {
        "t" => new ProbeFailure(ProbeFailureKind.Timeout, new TimeoutException("no answer within 800 ms")),
        "o" => new ProbeFailure(ProbeFailureKind.NotPrepared, new InvalidOperationException("WSREP has not yet prepared node for application use")),
        _ => ProbeWord.Report(name, readOnly: says[0] == 'r') with
        {
            Wsrep = new WsrepStatus(
                !says.EndsWith('!'), says[0] == 'x' ? "c2" : "c1", ulong.Parse(says.Trim('r', 'x', '!'), CultureInfo.InvariantCulture), size,
                TimeSpan.FromSeconds(Math.Floor((_now - _startedAt[name]).TotalSeconds)))
            {
                AskedAt = _now,
            },
        },
    };
}
