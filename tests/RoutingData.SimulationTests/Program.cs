using RoutingData.SimulationTests.FaultTable;
using RoutingData.SimulationTests.Schedules;
using Xunit.Runner.InProc.SystemConsole;

// faults: prints the table of docs/failover.md. schedule SEED: runs one schedule, and tells all that happened. schedules FIRST COUNT: runs many, and tells which failed. survey FIRST COUNT: runs
// many, and tells how many violated which invariant.
// tokens FIRST COUNT: runs many of sessions that go from process to process with tokens. markers FIRST COUNT: runs many in which lost writes are resolved.
switch (args)
{
    case ["faults"] or ["schedule", _] or ["schedules" or "survey" or "tokens" or "markers", _, _] when !OneThreadProcess.IsThis:
        using (var process = OneThreadProcess.Start(redirects: false, args))
        {
            await process.WaitForExitAsync();
            return process.ExitCode;
        }

    case ["faults"]:
        return await FaultTableTests.PrintAsync();
    case ["schedule", var seed]:
        return ScheduleProgram.Show(int.Parse(seed));
    case ["schedules", var first, var count]:
        return ScheduleProgram.Run(int.Parse(first), int.Parse(count));
    case ["tokens", var first, var count]:
        return ScheduleProgram.RunTokens(int.Parse(first), int.Parse(count));
    case ["markers", var first, var count]:
        return MarkedProgram.Run(int.Parse(first), int.Parse(count));
    case ["survey", var first, var count]:
        return ScheduleProgram.Survey(int.Parse(first), int.Parse(count));
    default:
        return await ConsoleRunner.Run(args);
}
