using RoutingData.SimulationTests.Invariants;
using RoutingData.Testing;

namespace RoutingData.SimulationTests.Schedules;

/// <summary>Runs exactly-once runs in a process whose thread pool has one thread.</summary>
internal static class MarkedProgram
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Runs many, and prints one line for each that failed and one in the end; all that happened of one alone.</summary>
    public static int Run(int first, int count)
    {
        var (failures, calls, deaths, resolved) = (0, 0, 0, 0);
        for (var seed = first; seed < first + count; seed++)
        {
            try
            {
                var running = new MarkedRun(seed).RunAsync();
                if (!((IAsyncResult)running).AsyncWaitHandle.WaitOne(Limit)) throw new TimeoutException($"It did not end within {Limit}.");
                var history = running.GetAwaiter().GetResult();
                if (count == 1) Tell(history);
                (calls, deaths) = (calls + history.Calls.Count, deaths + history.Deaths);
                resolved += history.Events.Count(IsQuestion);
                if (RunsExactlyOnce.Violations(history).FirstOrDefault() is not { } violation) continue;
                Console.WriteLine($"FAILED {seed} {violation}");
            }
            catch (Exception exception)
            {
                Console.WriteLine($"FAILED {seed} {exception.GetType().Name}: {exception.Message}");
            }

            failures++;
        }

        Console.WriteLine($"RAN {count} with {deaths} deaths, {calls} writes and {resolved} questions for markers");
        return failures == 0 ? 0 : 1;
    }

    private static bool IsQuestion(SimulatedEvent happened) => happened.Kind == SimulatedEventKind.Sent &&
        happened.Text.StartsWith("INSERT INTO `testdb`.`routingdata_marker`(id)VALUES", StringComparison.Ordinal);

    private static void Tell(MarkedHistory history)
    {
        foreach (var happened in history.Events)
        {
            var numbers = happened.Transaction is { } transaction ? string.Join(',', MarkedHistory.Written(transaction).Select(row => row.Number)) : "";
            Console.WriteLine($"{happened} {numbers}");
        }

        foreach (var call in history.Calls) Console.WriteLine(call);
    }
}
