using Microsoft.Extensions.Logging;
using RoutingData.Connecting.ReaderSelection;
using RoutingData.Diagnostics;
using RoutingData.Monitor;
using RoutingData.Pools;
using RoutingData.Tests.Monitoring;

namespace RoutingData.Tests.Connecting;

/// <summary>Who is looked at when, and what was counted in which time.</summary>
[Trait("Requirement", "D50")]
public sealed class ReaderOutliersTests : IAsyncDisposable
{
    private readonly Watched _watched = new();
    private readonly BackendPools _pools;
    private readonly HookedLogger _logger = new();
    private readonly ReaderOutliers _outliers;

    public ReaderOutliersTests()
    {
        _pools = new BackendPools(
            address => new ServerPool(
                address, _watched.Driver, address.Hostname, new PoolLimits(50, 8, TimeSpan.FromSeconds(15)), _watched.Time, new InFlightClock(_watched.Time)),
            isConfigured: _ => true);
        _outliers = new ReaderOutliers(Options(50), _watched.Monitor, _pools, _watched.Time, new RoutingLog(_logger));
    }

    public ValueTask DisposeAsync() => _watched.DisposeAsync();

    [Theory(Timeout = Watched.Limit)]
    [InlineData(1, true)]
    [InlineData(1.9, true)]
    // No read has come meanwhile that would have looked: they failed some time ago.
    [InlineData(2.5, false)]
    [InlineData(600, false)]
    public async Task Errors_count_for_a_second_or_two_and_no_longer(double seconds, bool isAside)
    {
        await FailAsync();
        _watched.Time.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(isAside, _outliers.IsAside(Reader));
        // Nor are they counted with what comes next.
        if (isAside) return;
        for (var read = 0; read < 20; read++) _pools.For(Reader).Record.NoteAnswer(_watched.Time.GetTimestamp());
        _watched.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(_outliers.IsAside(Reader));
    }

    [Fact(Timeout = Watched.Limit)]
    public async Task Options_that_change_while_it_is_looked_are_those_that_count()
    {
        await FailAsync();
        _watched.Time.Advance(TimeSpan.FromSeconds(1));
        // A reload, at the moment at which the former options set a reader aside.
        _logger.Logged = () => _outliers.Follow(Options(0));
        _outliers.IsAside(Reader);
        Assert.Equal(1, _logger.Count);
        Assert.False(_outliers.IsAside(Reader));
        Assert.Null(_outliers.Tell(Reader));

        // A statement that began under those asks once more.
        await FailAsync();
        _watched.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(_outliers.IsAside(Reader));
    }

    private ServerAddress Reader => Watched.Address(_watched.Servers[1]);

    private static OutlierOptions Options(int errorPercent) => new() { ErrorPercent = errorPercent, AsideMs = 60_000 };

    private async Task FailAsync()
    {
        if (_watched.Monitor.Current.WriterOf(10) is null) await _watched.StartAsync();
        _outliers.IsAside(Reader);
        for (var read = 0; read < 20; read++)
        {
            _pools.For(Reader).Record.CountFailure();
            _pools.For(Watched.Address(_watched.Servers[2])).Record.NoteAnswer(_watched.Time.GetTimestamp());
        }
    }

    private sealed class HookedLogger : ILogger
    {
        public Action? Logged { get; set; }

        public int Count { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Count++;
            Logged?.Invoke();
        }
    }
}
