using System.Diagnostics;
using RoutingData.SimulationTests.Invariants;
using RoutingData.Testing;

namespace RoutingData.SimulationTests.Schedules;

/// <summary>Runs schedules in a process whose thread pool has one thread, so that everything happens in one order.</summary>
internal static class ScheduleProgram
{
    private const int MostFailures = 20;

    // A schedule takes milliseconds: one that does not end at all must still be told.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Runs one and prints all of it.</summary>
    public static int Show(int seed)
    {
        var plan = RunPlan.Of(seed);
        Console.WriteLine(plan);
        Console.WriteLine();
        var history = Run(plan);
        foreach (var line in Narration.Of(history)) Console.WriteLine(line);
        Console.WriteLine();
        var violations = AllInvariants.Violations(history).ToArray();
        foreach (var violation in violations) Console.WriteLine(violation);
        Console.WriteLine(violations.Length == 0 ? "All invariants hold." : $"{violations.Length} violations.");
        return violations.Length == 0 ? 0 : 1;
    }

    /// <summary>Runs many, and prints one line for each that failed and one in the end.</summary>
    public static int Run(int first, int count)
    {
        var failures = 0;
        var begun = Stopwatch.GetTimestamp();
        var seed = first;
        for (; seed < first + count && failures < MostFailures; seed++)
        {
            var violations = Violations(seed);
            if (violations.Length == 0) continue;
            failures++;
            Console.WriteLine($"FAILED {seed} {violations[0]}");
        }

        Console.WriteLine($"RAN {seed - first} in {Stopwatch.GetElapsedTime(begun).TotalSeconds:0} s");
        return failures == 0 ? 0 : 1;
    }

    /// <summary>Runs many of sessions that go from process to process, and prints one line for each that failed and one in the end.</summary>
    public static int RunTokens(int first, int count)
    {
        var (failures, reads, lost) = (0, 0, 0);
        for (var seed = first; seed < first + count; seed++)
        {
            try
            {
                var running = new TokenRun(seed).RunAsync();
                if (!((IAsyncResult)running).AsyncWaitHandle.WaitOne(Limit)) throw new TimeoutException($"It did not end within {Limit}.");
                var history = running.GetAwaiter().GetResult();
                if (count == 1) Tell(seed, history);
                reads += history.Steps.Count;
                lost += history.Ends.Any(end => end.Lost) ? 1 : 0;
                if (TokensHold.Violations(history).FirstOrDefault() is not { } violation) continue;
                Console.WriteLine($"FAILED {seed} {violation}");
            }
            catch (Exception exception)
            {
                Console.WriteLine($"FAILED {seed} {exception.GetType().Name}: {exception.Message}");
            }

            failures++;
        }

        Console.WriteLine($"RAN {count} with {reads} reads, and losses told in {lost}");
        return failures == 0 ? 0 : 1;
    }

    /// <summary>Runs many, whatever fails, and prints for each invariant in how many it was violated, and in which first.</summary>
    public static int Survey(int first, int count)
    {
        var found = new SortedDictionary<string, List<int>>(StringComparer.Ordinal);
        for (var seed = first; seed < first + count; seed++)
        {
            foreach (var invariant in Violations(seed).Select(violation => violation.Split(':')[0]).Distinct())
            {
                if (!found.TryGetValue(invariant, out var seeds)) found.Add(invariant, seeds = []);
                seeds.Add(seed);
            }
        }

        foreach (var (invariant, seeds) in found)
            Console.WriteLine($"{seeds.Count,6} of {count}  {invariant}  ({string.Join(", ", seeds.Take(5))})");
        return found.Count == 0 ? 0 : 1;
    }

    private static void Tell(int seed, TokenHistory history)
    {
        Console.WriteLine($"seed {seed}: {RunPlan.Of(seed).Cluster.Version}");
        foreach (var happened in history.Events.Where(happened => happened.Transaction is not null || happened.Kind == SimulatedEventKind.Fault))
        {
            var numbers = happened.Transaction is { } transaction ? $"{transaction.Origin}-{transaction.Sequence} of {string.Join(',', Writes.Numbers(transaction))}" : "";
            Console.WriteLine($"{happened} {numbers}");
        }

        foreach (var end in history.Ends) Console.WriteLine($"session {end.Session} in process {end.Process}: {(end.Lost ? "lost" : "kept")}, {string.Join(',', end.Acknowledged)}");
    }

    private static string[] Violations(int seed)
    {
        try
        {
            return [.. AllInvariants.Violations(Run(RunPlan.Of(seed)))];
        }
        catch (Exception exception)
        {
            return [$"{exception.GetType().Name}: {exception.Message}"];
        }
    }

    private static RunHistory Run(RunPlan plan)
    {
        var running = new ScheduledRun(plan).RunAsync();
        if (!((IAsyncResult)running).AsyncWaitHandle.WaitOne(Limit)) throw new TimeoutException($"It did not end within {Limit}.");
        return running.GetAwaiter().GetResult();
    }
}
