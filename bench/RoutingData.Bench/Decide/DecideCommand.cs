using System.CommandLine;
using RoutingData.Bench.Measuring;

namespace RoutingData.Bench.Decide;

/// <summary>Nanoseconds and bytes of one routing decision.</summary>
internal static class DecideCommand
{
    public static Command Create()
    {
        var json = new Option<FileInfo?>("--json") { Description = "Write the figures to a file" };
        var rules = new Option<int[]>("--rules")
        {
            Description = "Numbers of query rules; separated by blanks", DefaultValueFactory = _ => [0, 2, 50, 500],
            AllowMultipleArgumentsPerToken = true,
        };
        var command = new Command("decide", "Nanoseconds and bytes of one routing decision") { rules, json };
        command.SetAction(parsed => Run(parsed.GetValue(rules)!, parsed.GetValue(json)));
        return command;
    }

    private static void Run(int[] rules, FileInfo? json)
    {
        var surroundings = Surroundings.Here();
        surroundings.Print();
        List<DecideRow> rows = [.. rules.Select(count => new Decisions(count)).SelectMany(Measure)];
        DecideRow.Print(rows);
        JsonFile.Write(json, surroundings, rows);
    }

    private static IEnumerable<DecideRow> Measure(Decisions decisions)
    {
        foreach (var text in (string[])[Corpus.Dapper[0], Corpus.Dapper[1], Corpus.EntityFramework[1]])
        {
            yield return decisions.SameInstance(text);
            yield return decisions.OtherInstance(text);
        }

        yield return decisions.FirstSight("EF Core", Corpus.EntityFramework);
        yield return decisions.FirstSight("Dapper", Corpus.Dapper);
        yield return decisions.FirstSight("IN list", [Corpus.InList(100 * 1024)]);
    }
}
