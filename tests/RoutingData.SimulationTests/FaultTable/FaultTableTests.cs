using RoutingData.SimulationTests.Schedules;
using RoutingData.Tests.Documentation;

namespace RoutingData.SimulationTests.FaultTable;

/// <summary>The table of docs/failover.md that says what callers get, fault by fault, and within what time.</summary>
public sealed class FaultTableTests
{
    [Fact]
    public async Task The_document_says_what_callers_get()
    {
        using var process = OneThreadProcess.Start(redirects: true, "faults");
        var rows = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        var cells = rows.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(row => row.Split('\t')).ToArray();
        Assert.Equal(Fault.All.Count * 2, cells.Length);
        new Document("failover.md").Check("faults", Document.TableOf(["fault", "a statement", .. Call.All.Select(call => call.Name)], cells));
    }

    /// <summary>Prints the rows of the table, cells apart by tabs.</summary>
    internal static async Task<int> PrintAsync()
    {
        foreach (var fault in Fault.All)
        {
            foreach (var inFlight in new[] { true, false })
            {
                var cells = new List<string> { inFlight ? fault.Name : "...", inFlight ? "under way" : "of a new session" };
                foreach (var call in Call.All) cells.Add(await Trial.RunAsync(fault, call, inFlight));
                Console.WriteLine(string.Join('\t', cells));
            }
        }

        return 0;
    }
}
