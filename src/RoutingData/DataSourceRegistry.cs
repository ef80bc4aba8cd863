using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RoutingData.Diagnostics;

namespace RoutingData;

/// <summary>
/// The data sources behind connection strings: connections made from equal strings share one, as drivers share pools. One that has not been
/// used for a while ends, and is made anew when its string is used again: it has a monitor, which talks to every server all the time.
/// </summary>
/// <param name="create">Makes the data source of a connection string, which logs to a factory's loggers.</param>
/// <param name="timeProvider">The clock.</param>
internal sealed class DataSourceRegistry(Func<string, ILoggerFactory, RoutingDbDataSource> create, TimeProvider timeProvider)
{
    /// <summary>Above so many a warning is given.</summary>
    public const int Many = 20;

    /// <summary>How long a data source is unused before it ends; up to a fifth more.</summary>
    public static readonly TimeSpan IdleTime = TimeSpan.FromMinutes(5);

    private const int LooksPerIdleTime = 5;

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private ITimer? _timer;
    private int _warned;

    /// <summary>The registry of the process.</summary>
    public static DataSourceRegistry Shared { get; } = new(Create, TimeProvider.System);

    /// <summary>The loggers of those made from now on.</summary>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    /// <summary>The names in metrics of all data sources that share it, those of no connection string too: meters of one name are one to who collects
    /// them.</summary>
    public SourceNames Names { get; } = new();

    /// <summary>How many there are.</summary>
    public int Count => _entries.Count;

    /// <summary>Creates a data source for a connection string, with ADO.NET's own exceptions.</summary>
    /// <exception cref="ArgumentException">Something in it is wrong; all faults are listed.</exception>
    public static RoutingDbDataSource Create(string connectionString, ILoggerFactory loggerFactory)
    {
        ArgumentNullException.ThrowIfNull(connectionString);
        try
        {
            return new RoutingDbDataSourceBuilder(connectionString).UseLoggerFactory(loggerFactory).Build();
        }
        catch (OptionsValidationException exception)
        {
            throw new ArgumentException(exception.Message, nameof(connectionString), exception);
        }
    }

    /// <summary>Finds the data source of a connection string, or makes it.</summary>
    /// <exception cref="ArgumentException">Something in the connection string is wrong; all faults are listed.</exception>
    public RoutingDbDataSource Get(string connectionString)
    {
        if (_entries.TryGetValue(connectionString, out var entry) && !entry.Source.IsDisposed) return entry.Source;

        // Not under the lock: it runs the application's logger factory. One that comes too late has begun nothing yet.
        var made = create(connectionString, LoggerFactory);
        var areMany = false;
        lock (_gate)
        {
            if (!_entries.TryGetValue(connectionString, out entry) || entry.Source.IsDisposed)
            {
                _entries[connectionString] = entry = new Entry(made);
                _timer ??= StartLooking();
                areMany = _entries.Count > Many;
            }
        }

        if (entry.Source != made) made.Dispose();
        if (areMany) Warn();
        return entry.Source;
    }

    /// <summary>Ends a data source that no server ever let in and that is not being opened: it would watch for no session.</summary>
    public void RemoveIfNeverConnected(RoutingDbDataSource source)
    {
        if (source.Runtime.NeverConnected) End(_entries.Where(entry => entry.Value.Source == source));
    }

    /// <summary>Ends all but those in use: without their monitors open sessions could not survive the next failover.</summary>
    public void Clear()
    {
        End(_entries);
        foreach (var (_, entry) in _entries) entry.Source.Runtime.ClearPools();
    }

    private void Look()
    {
        End(_entries.Where(entry => entry.Value.IsIdle()));
        lock (_gate)
        {
            if (!_entries.IsEmpty) return;
            _timer?.Dispose();
            _timer = null;
        }
    }

    private void End(IEnumerable<KeyValuePair<string, Entry>> entries)
    {
        foreach (var entry in entries)
        {
            // A thread that opens at this very moment is first, or finds it ended and gets another one.
            if (entry.Value.Source.TryEnd()) _entries.TryRemove(entry);
        }
    }

    // Without the execution context of the thread that happened to be first.
    private ITimer StartLooking()
    {
        using (ExecutionContext.SuppressFlow())
        {
            var period = IdleTime / LooksPerIdleTime;
            return timeProvider.CreateTimer(static registry => ((DataSourceRegistry)registry!).Look(), this, period, period);
        }
    }

    // Once, and without the strings: they hold passwords.
    private void Warn()
    {
        if (Interlocked.Exchange(ref _warned, 1) != 0) return;
        if (LoggerFactory == NullLoggerFactory.Instance) Trace.TraceWarning(RoutingLog.ManyStrings.Replace("{Most}", $"{Many}", StringComparison.Ordinal));
        else new RoutingLog(LoggerFactory.CreateLogger("RoutingData.Routing")).ManySources(Many);
    }

    private sealed class Entry(RoutingDbDataSource source)
    {
        private int _looks;

        public RoutingDbDataSource Source => source;

        /// <summary>Whether it was unused at so many looks in a row.</summary>
        public bool IsIdle() => (_looks = source.Runtime.Sessions.WereUsed() ? 0 : _looks + 1) >= LooksPerIdleTime;
    }
}
