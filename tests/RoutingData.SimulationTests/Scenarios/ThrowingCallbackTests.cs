using System.Data;
using System.Data.Common;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using RoutingData.Testing;
using static RoutingData.SimulationTests.Scenarios.Scenario;

namespace RoutingData.SimulationTests.Scenarios;

/// <summary>What the application's own code throws when it is told of something does not take the place of what became of a
/// statement.</summary>
[Trait("Fault", "C4")]
public sealed class ThrowingCallbackTests
{
    private static readonly AsyncLocal<bool> IsThisTest = new();

    [Fact]
    public Task A_StateChange_handler_does_not_hide_what_became_of_a_commit() => RunAsync(async scenario =>
    {
        await using var connection = await scenario.Source.OpenConnectionAsync();
        await ExecuteAsync(connection, "START TRANSACTION");
        await ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)");
        var told = new List<ConnectionState>();
        StateChangeEventHandler handler = (_, change) =>
        {
            told.Add(change.CurrentState);
            throw new ApplicationException();
        };
        connection.StateChange += handler;
        scenario.Cluster.LoseNextReply("db001");

        var error = await Assert.ThrowsAsync<RoutingDbException>(() => ExecuteAsync(connection, "COMMIT"));

        Assert.Equal((StatementOutcome.Unknown, false), (error.Outcome, error.IsTransient));
        Assert.Equal([ConnectionState.Broken], told);
        connection.StateChange -= handler;
    });

    [Fact]
    public Task A_StateChange_handler_does_not_hide_that_a_transaction_is_rolled_back() => RunAsync(async scenario =>
    {
        await using var connection = await scenario.Source.OpenConnectionAsync();
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)", transaction);
            connection.StateChange += Throw;
            scenario.Cluster.Kill("db001");
            var error = await Assert.ThrowsAsync<RoutingDbException>(
                () => ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (2)", transaction));
            Assert.Equal(StatementOutcome.RolledBack, error.Outcome);
        }

        connection.StateChange -= Throw;
    });

    [Fact]
    public Task A_StateChange_handler_does_not_hide_why_Open_failed() => RunAsync(async scenario =>
    {
        await using var connection = scenario.Source.CreateConnection();
        foreach (var server in scenario.Cluster.Servers) scenario.Cluster.Pause(server.Name);
        connection.StateChange += (_, change) =>
        {
            if (change.CurrentState == ConnectionState.Closed) throw new ApplicationException();
        };

        await Assert.ThrowsAnyAsync<DbException>(() => connection.OpenAsync());

        Assert.Equal(ConnectionState.Closed, connection.State);
    });

    [Fact]
    public Task What_a_StateChange_handler_throws_at_Open_and_Close_is_its_callers_and_nothing_is_left_behind() => RunAsync(async scenario =>
    {
        var connection = scenario.Source.CreateConnection();
        connection.StateChange += Throw;
        await Assert.ThrowsAsync<ApplicationException>(() => connection.OpenAsync());
        Assert.Equal(ConnectionState.Closed, connection.State);

        connection.StateChange -= Throw;
        await connection.OpenAsync();
        connection.StateChange += Throw;
        await Assert.ThrowsAsync<ApplicationException>(() => connection.CloseAsync());
        Assert.Equal(ConnectionState.Closed, connection.State);
        connection.StateChange -= Throw;
        await connection.OpenAsync();
        await connection.DisposeAsync();
    });

    [Fact]
    public Task Loggers_and_listeners_that_throw_change_nothing() => RunAsync(async scenario =>
    {
        IsThisTest.Value = true;
        using var meters = new OneMeter();
        using var measuring = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter == meters.Meter) listener.EnableMeasurementEvents(instrument);
            },
        };
        measuring.SetMeasurementEventCallback<long>((_, _, _, _) => throw new ApplicationException());
        measuring.SetMeasurementEventCallback<double>((_, _, _, _) => throw new ApplicationException());
        measuring.Start();
        using var watching = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "RoutingData",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = _ =>
            {
                if (IsThisTest.Value) throw new ApplicationException();
            },
        };
        ActivitySource.AddActivityListener(watching);
        await using var source = new RoutingDbDataSourceBuilder(
            new RoutingOptions { ConnectionString = scenario.Cluster.ConnectionString }.UseDriver(scenario.Cluster.Factory))
            .UseLoggerFactory(new ThrowingLoggers()).UseTimeProvider(scenario.Clock).UseMeterFactory(meters).Build();
        await using var connection = await source.OpenConnectionAsync();
        await ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)");
        scenario.Cluster.LoseNextReply("db001");

        var error = await Assert.ThrowsAsync<RoutingDbException>(() => ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (2)"));

        Assert.Equal(StatementOutcome.Unknown, error.Outcome);
        // The monitor's logger throws too, and the monitor goes on.
        scenario.Cluster.Kill("db001");
        await scenario.WaitAsync(6000);
        scenario.Cluster.Promote("db002");
        Assert.Equal(1, await ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (3)"));
    });

    private static void Throw(object sender, StateChangeEventArgs change) => throw new ApplicationException();

    private sealed class OneMeter : IMeterFactory
    {
        public Meter Meter { get; } = new("RoutingData");

        public Meter Create(MeterOptions options) => Meter;

        public void Dispose() => Meter.Dispose();
    }

    private sealed class ThrowingLoggers : ILoggerFactory, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            throw new ApplicationException();

        public void Dispose()
        {
        }
    }
}
