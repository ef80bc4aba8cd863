using Microsoft.Extensions.Logging;
using RoutingData.Monitor.Threads;

namespace RoutingData.Monitor;

/// <summary>
/// Notifies the log and the handlers of events, one after another and in order, apart from the monitor's work: a handler or a logging provider
/// may block as long as it likes. What it leaves waiting is bounded.
/// </summary>
internal sealed class Announcements(MonitorExecution execution, HarmlessLogger logger)
{
    /// <summary>How many may wait; later ones are left out, and the log says how many.</summary>
    public const int MostWaiting = 1000;

    private readonly Lock _gate = new();
    private readonly Queue<Action<ILogger>> _waiting = new();
    private bool _isTelling;
    private int _leftOut;

    /// <summary>Announces something when all before it has been announced.</summary>
    /// <param name="announcement">Runs others' code; what that throws is logged.</param>
    public void Add(Action<ILogger> announcement)
    {
        lock (_gate)
        {
            if (_waiting.Count == MostWaiting)
            {
                _leftOut++;
                return;
            }

            _waiting.Enqueue(announcement);
            if (_isTelling) return;
            _isTelling = true;
        }

        execution.RunApart(TellAll);
    }

    private void TellAll()
    {
        while (Next() is { } announcement) Tell(announcement);
    }

    private Action<ILogger>? Next()
    {
        lock (_gate)
        {
            if (_waiting.TryDequeue(out var next)) return next;
            if (_leftOut > 0)
            {
                var count = _leftOut;
                _leftOut = 0;
                return log => MonitorLog.LeftOut(log, count);
            }

            _isTelling = false;
            return null;
        }
    }

    private void Tell(Action<ILogger> announcement)
    {
        try
        {
            announcement(logger);
        }
        catch (Exception exception)
        {
            MonitorLog.HandlerFailed(logger, exception);
        }
    }
}
