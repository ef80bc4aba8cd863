using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace RoutingData.Dashboard.Tests.Hosts;

/// <summary>Keeps what is logged.</summary>
internal sealed class LoggedLines : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();

    /// <summary>The dashboard's own lines.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName == "RoutingData.Dashboard");

    public void Dispose()
    {
        // It keeps nothing else.
    }

    private sealed class Logger(LoggedLines lines, bool isKept) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => isKept;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (isKept) lines._lines.Enqueue(exception is null ? formatter(state, null) : $"{formatter(state, exception)}: {exception}");
        }
    }
}
