using System.Data.Common;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RoutingData.Monitor;

namespace RoutingData;

/// <summary>
/// Builds a <see cref="RoutingDbDataSource"/> from options and from what options cannot hold: loggers, meters, a clock, and data sources of the
/// driver's that the application makes itself.
/// </summary>
/// <param name="options">The options. They are read by <see cref="Build"/>.</param>
public sealed class RoutingDbDataSourceBuilder(RoutingOptions options)
{
    private ILoggerFactory _loggerFactory = NullLoggerFactory.Instance;
    private IMeterFactory? _meterFactory;
    private TimeProvider _timeProvider = TimeProvider.System;
    private Random _random = Random.Shared;
    private Func<DriverDataSourceContext, DbDataSource>? _driverDataSources;

    /// <summary>Creates a builder for a connection string with a list of servers.</summary>
    /// <param name="connectionString"><c>Server=db001,db002:3307,db003;User ID=app;Password=...;Database=shop</c>.</param>
    public RoutingDbDataSourceBuilder(string connectionString)
        : this(new RoutingOptions { ConnectionString = connectionString })
    {
    }

    /// <summary>The options.</summary>
    public RoutingOptions Options { get; } = options ?? throw new ArgumentNullException(nameof(options));

    /// <summary>Sets where the router and its monitor log.</summary>
    /// <param name="loggerFactory">Makes the loggers. The default logs nowhere.</param>
    /// <returns>This builder.</returns>
    public RoutingDbDataSourceBuilder UseLoggerFactory(ILoggerFactory loggerFactory)
    {
        ArgumentNullException.ThrowIfNull(loggerFactory);
        _loggerFactory = loggerFactory;
        return this;
    }

    /// <summary>Sets what makes the meter.</summary>
    /// <param name="meterFactory">Makes it. The default is a meter of the data source's own.</param>
    /// <returns>This builder.</returns>
    public RoutingDbDataSourceBuilder UseMeterFactory(IMeterFactory meterFactory)
    {
        ArgumentNullException.ThrowIfNull(meterFactory);
        _meterFactory = meterFactory;
        return this;
    }

    /// <summary>Sets the clock, for tests.</summary>
    /// <param name="timeProvider">The clock. The default is the system's.</param>
    /// <returns>This builder.</returns>
    public RoutingDbDataSourceBuilder UseTimeProvider(TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(timeProvider);
        _timeProvider = timeProvider;
        return this;
    }

    /// <summary>Sets the random numbers that choose among readers and jitter intervals, for a simulation that is to be repeatable.</summary>
    /// <param name="random">It must be safe for as many threads as use the data source. The default is <see cref="Random.Shared"/>.</param>
    /// <returns>This builder.</returns>
    public RoutingDbDataSourceBuilder UseRandom(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        _random = random;
        return this;
    }

    /// <summary>
    /// Has the application make the driver's own data source of each server, with all that the driver's builder offers: passwords that rotate,
    /// callbacks for certificates, tracing. A new password then needs no new pools and no reload.
    /// </summary>
    /// <param name="create">
    /// Makes the data source of one server, from the connection string it is given: once for each pool of the application's connections, and
    /// once for the monitor's connection (<see cref="DriverDataSourceContext.IsMonitor"/>). A pool is made anew after a role change. The router
    /// disposes of what it is given. If it throws, or returns none, connecting to that server fails with its exception.
    /// </param>
    /// <returns>This builder.</returns>
    public RoutingDbDataSourceBuilder UseDriverDataSource(Func<DriverDataSourceContext, DbDataSource> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        _driverDataSources = create;
        return this;
    }

    /// <summary>Builds the data source. Nothing runs before its first connection is opened.</summary>
    /// <exception cref="OptionsValidationException">Something in the options is wrong; all faults are listed.</exception>
    /// <exception cref="InvalidOperationException">The application carries no MySQL driver.</exception>
    public RoutingDbDataSource Build()
    {
        var driver = Options.GetParts().FindDriver();
        return new RoutingDbDataSource(
            Options, _driverDataSources is null ? driver : driver.With(_driverDataSources), _loggerFactory, _timeProvider, _meterFactory, _random);
    }
}
