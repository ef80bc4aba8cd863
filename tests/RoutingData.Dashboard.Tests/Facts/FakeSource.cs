using RoutingData.Dashboard.Facts;
using RoutingData.Dashboard.Feeds;
using RoutingData.Monitor;

namespace RoutingData.Dashboard.Tests.Facts;

/// <summary>A data source of which a test says what is known: values of the same public types that a real one shows.</summary>
internal sealed class FakeSource(string name, FakeFleet fleet)
{
    private readonly Lock _gate = new();
    private readonly List<Action> _followers = [];

    public FakeFleet Fleet { get; } = fleet;

    public Dictionary<string, StatementStatistics> Statements { get; } = [];

    public Dictionary<ServerAddress, ServerStatistics> Servers { get; } = [];

    public List<FailoverRecord> Failovers { get; } = [];

    public List<QueryRuleStatus> Rules { get; } = [];

    public SessionStatistics Sessions { get; set; } = new(0, 0);

    public IncidentCounts Incidents { get; set; }

    public Dictionary<ServerAddress, TimeSpan> Behind { get; } = [];

    public DateTimeOffset Since { get; set; } = DateTimeOffset.UtcNow.AddMinutes(-12);

    /// <summary>What was done on the page.</summary>
    public List<string> Done { get; } = [];

    public DataSourceEntry Entry => new()
    {
        Name = name,
        Topology = () => Locked(() => Fleet.Now),
        Read = () => Locked(Facts),
        Follow = changed => Locked(() =>
        {
            _followers.Add(changed);
            return new Unfollow();
        }),
        Explain = text => throw new NotSupportedException(text),
        Drain = (server, _) =>
        {
            Change(() =>
            {
                Fleet.Drain(server.Hostname);
                Done.Add($"drain {server.Hostname}");
            });
            return Task.CompletedTask;
        },
        Restore = server => Change(() =>
        {
            Fleet.Drain(server.Hostname, drained: false);
            Done.Add($"restore {server.Hostname}");
        }),
        Reset = () => Change(() => Done.Add("reset")),
    };

    /// <summary>Changes what is known, and tells those who follow.</summary>
    public void Change(Action change)
    {
        Action[] followers;
        lock (_gate)
        {
            change();
            followers = [.. _followers];
        }

        foreach (var follower in followers) follower();
    }

    /// <summary>What was done so far.</summary>
    public IReadOnlyList<string> DoneSoFar() => Locked(() => Done.ToArray());

    private SourceFacts Facts() => new(
        Fleet.Now,
        new RoutingStatistics
        {
            IsOn = true,
            Since = Since,
            At = DateTimeOffset.UtcNow,
            Statements = [.. Statements.Values.OrderByDescending(statement => statement.Count)],
            Servers = [.. Fleet.Now.Servers.Select(server => Servers.GetValueOrDefault(server.Address) ?? Made.Server(server.Address, 0))],
            Failovers = [.. Failovers],
        },
        Sessions, [.. Rules], Incidents, server => Behind.TryGetValue(server, out var behind) ? behind : null);

    private T Locked<T>(Func<T> read)
    {
        lock (_gate) return read();
    }

    private sealed class Unfollow : IDisposable
    {
        public void Dispose()
        {
            // The source goes with the test.
        }
    }
}
