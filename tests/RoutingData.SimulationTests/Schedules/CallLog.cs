using RoutingData.Testing;

namespace RoutingData.SimulationTests.Schedules;

/// <summary>Makes the application's calls, and notes what becomes of them.</summary>
internal sealed class CallLog(SimulatedCluster cluster, SimulatedClock clock)
{
    private readonly List<Call> _calls = [];
    private int _lastNumber;

    public IReadOnlyList<Call> Calls => _calls;

    /// <summary>The call that a session makes now, or made last.</summary>
    public Call LastOf(int session) => _calls.Last(call => call.Session == session);

    /// <summary>Makes a call that writes some numbers of its own.</summary>
    /// <returns>Whether it succeeded.</returns>
    public async Task<bool> RunAsync(int session, CallKind kind, int numbers, Func<Call, Task> work)
    {
        var call = new Call(session, kind, [.. Enumerable.Range(_lastNumber + 1, numbers)], clock.Elapsed)
        {
            EventsBefore = cluster.EventCount,
        };
        _lastNumber += numbers;
        _calls.Add(call);
        cluster.Caller.Value = session;
        try
        {
            await work(call);
            return true;
        }
        catch (Exception error)
        {
            call.Error = error;
            return false;
        }
        finally
        {
            call.EndedAt = clock.Elapsed;
            call.EventsAfter = cluster.EventCount;
        }
    }
}
