using RoutingData.Monitor;
using RoutingData.Pools;

namespace RoutingData.Tests.Connecting;

/// <summary>Workers that read without a pause from readers that take their time, in a time of its own: what a policy makes of what it causes.</summary>
internal sealed class ReaderModel(IReaderSelectionPolicy policy, int workers, double[] milliseconds, Random random)
{
    private readonly LatencyEstimate[] _known = new LatencyEstimate[milliseconds.Length];
    private readonly double[] _knownAt = new double[milliseconds.Length];
    private readonly int[] _inUse = new int[milliseconds.Length];
    private readonly PriorityQueue<(int Server, double Took), double> _running = new();
    private double _now;

    /// <summary>How long each takes for an answer, on the average.</summary>
    public double[] Milliseconds { get; } = [.. milliseconds];

    public double[] Weights { get; init; } = [.. milliseconds.Select(_ => 1.0)];

    /// <summary>Runs so many reads, and counts what each reader was given of them.</summary>
    public int[] Run(int reads)
    {
        var counts = new int[Milliseconds.Length];
        for (var read = 0; read < reads; read++)
        {
            if (_running.Count == workers) Answer();
            var server = policy.Choose(Candidates(), random.NextDouble());
            counts[server]++;
            _inUse[server]++;
            var takes = Milliseconds[server] * (0.5 + random.NextDouble());
            _running.Enqueue((server, takes), _now + takes);
        }

        return counts;
    }

    private void Answer()
    {
        _running.TryDequeue(out var answer, out _now);
        var (server, took) = answer;
        _inUse[server]--;
        _known[server] = _known[server].After(TimeSpan.FromMilliseconds(took), TimeSpan.FromMilliseconds(_now - _knownAt[server]));
        _knownAt[server] = _now;
    }

    private ReaderCandidate[] Candidates() =>
    [
        .. Milliseconds.Select((_, server) => new ReaderCandidate
        {
            Address = new ServerAddress("db", server), Weight = Weights[server], InUse = _inUse[server],
            Latency = _known[server].Forgiven(TimeSpan.FromMilliseconds(_now - _knownAt[server])),
        }),
    ];
}
