using System.Globalization;
using Microsoft.Extensions.Logging;

namespace RoutingData.Bench.Failover.Reports;

/// <summary>What the router and its monitor say, with the time, to the console.</summary>
internal sealed class RouterLog : ILoggerFactory, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var cause = exception is null ? "" : $" ({exception.GetType().Name}: {exception.Message})";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{DateTime.Now:HH:mm:ss.fff} {formatter(state, exception)}{cause}"));
    }

    public void Dispose()
    {
    }
}
