using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace RoutingData.Tests.Monitoring;

/// <summary>A logging provider that blocks until it is let go, and keeps what it was told.</summary>
internal sealed class BlockedLog : ILogger, IDisposable
{
    private readonly ManualResetEventSlim _released = new();

    public BlockingCollection<string> Lines { get; } = [];

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        _released.Wait();
        Lines.Add($"{logLevel}: {formatter(state, exception)}");
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Release() => _released.Set();

    public void Dispose() => Release();
}
