using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace FailoverDemo.View;

/// <summary>
/// Takes what the router logs into the journal, where an application would have the console, or whatever it logs to. What many
/// statements meet at once is one line here: a message is not repeated within a second.
/// </summary>
internal sealed class JournalLoggerProvider(Journal journal, ServerNames names) : ILoggerProvider
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _written = new();

    public ILogger CreateLogger(string categoryName) => new JournalLogger(this, categoryName.Split('.')[^1]);

    public void Dispose()
    {
    }

    private void Write(string message)
    {
        var now = DateTimeOffset.UtcNow;
        if (_written.AddOrUpdate(message, now, (_, last) => now - last < Pause ? last : now) == now)
            journal.Write(names.In(message));
    }

    private sealed class JournalLogger(JournalLoggerProvider provider, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            provider.Write($"{category}: {formatter(state, exception)}");
    }
}
