using RoutingData.Monitor;
using RoutingData.Monitor.Probing;
using RoutingData.Monitor.Reports;
using RoutingData.Tests.Monitoring;
using RoutingData.Tests.Topology;

namespace RoutingData.Tests.Evidence;

/// <summary>A server, and the monitor's real probe of it over a driver in memory: what a trouble with connections comes to.</summary>
internal sealed class ProbedServer : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly FakeServer _server;
    private readonly ServerProbe _probe;

    public ProbedServer(char name, bool readOnly)
    {
        Address = Fleet.Address(name);
        _server = new FakeServer("db") { ReadOnly = readOnly, Identity = ProbeWord.Identity(name), Source = readOnly ? "a" : null };
        _probe = new ServerProbe(
            new FakeDriver(_server).Driver, "db", Address, new LockNames(new Random(1)), new FetchClock(_time), () => new MonitorOptions(),
            new InlineExecution(_time));
    }

    public ServerAddress Address { get; }

    public void Dispose() => _server.Dispose();

    /// <summary>The answer while all is well.</summary>
    public Task<ProbeResult> AnswerAsync() => AskAsync();

    /// <summary>The results of as many probes, after something happened to it.</summary>
    public async Task<ProbeResult[]> AfterAsync(Action<FakeServer> trouble, int probes = 1, bool isDueForRenewal = false)
    {
        trouble(_server);
        if (isDueForRenewal) _time.Advance(TimeSpan.FromHours(1));
        var results = new List<ProbeResult>();
        for (var i = 0; i < probes; i++) results.Add(await AskAsync());
        return [.. results];
    }

    private async Task<ProbeResult> AskAsync()
    {
        var probe = _probe.ProbeAsync(new ProbeQuestion(IsSuspected: true, TimeSpan.FromMinutes(2)), CancellationToken.None);
        while (!probe.IsCompleted)
        {
            if (_time.Timers is [var left, ..]) _time.Advance(left);
            else await Task.Yield();
        }

        return await probe;
    }
}
