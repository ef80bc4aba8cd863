using RoutingData.Counting;
using RoutingData.Diagnostics;
using RoutingData.Monitor;

namespace RoutingData.Pools;

/// <summary>Counts and measures what a pool does.</summary>
/// <param name="server">Whose pool it is.</param>
/// <param name="counters">Counts what the server does, over all its pools.</param>
/// <param name="metrics">Where times are measured; null for nowhere.</param>
/// <param name="timeProvider">The clock.</param>
internal sealed class PoolInstruments(ServerAddress server, ServerCounters counters, PoolMetrics? metrics, TimeProvider timeProvider)
{
    /// <summary>Counts what the server does, over all its pools.</summary>
    public ServerCounters Counters => counters;

    /// <summary>Notes that a permit was free.</summary>
    public void NotePermit() => metrics?.Waited(server, TimeSpan.Zero, isLate: false);

    /// <summary>Notes how long a permit was waited for.</summary>
    /// <param name="begun">The moment at which the wait began.</param>
    /// <param name="isLate">Whether the time was over before there was one.</param>
    public void NoteWait(long begun, bool isLate)
    {
        var waited = timeProvider.GetElapsedTime(begun);
        counters.AddWait(waited);
        metrics?.Waited(server, waited, isLate);
    }

    /// <summary>Notes that a session has got a connection.</summary>
    /// <param name="backend">The connection.</param>
    /// <param name="isNew">Whether a new physical connection was made, as far as can be known.</param>
    /// <param name="begun">The moment at which the open began.</param>
    public void NoteOpened(BackendConnection backend, bool isNew, long begun)
    {
        TimeSpan? connecting = isNew ? timeProvider.GetElapsedTime(begun) : null;
        counters.AddOpen(connecting);
        if (connecting is { } time) metrics?.Created(server, time);
        metrics?.Rented(backend);
    }

    /// <summary>Notes that a session has returned a connection.</summary>
    public void NoteReturned(BackendConnection backend)
    {
        TakeCount(backend);
        metrics?.Returned(server, backend);
    }

    /// <summary>Counts what a connection has answered since this was called last.</summary>
    public void TakeCount(BackendConnection backend)
    {
        counters.Add(backend.Answered);
        backend.Answered = 0;
    }
}
