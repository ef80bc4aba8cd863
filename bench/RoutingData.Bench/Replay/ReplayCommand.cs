using System.CommandLine;
using RoutingData.Bench.Replay.Running;
using RoutingData.Testing;

namespace RoutingData.Bench.Replay;

/// <summary>
/// Files of SQL, statement by statement, on a bare connection to one server and through the router to a writer and a reader: what is answered
/// otherwise is shown. <c>ROUTINGDATA_FLAVOR</c> says which servers.
/// </summary>
internal static class ReplayCommand
{
    private static readonly string[] Endings = [".sql", ".test", ".inc"];

    public static Command Create()
    {
        var files = new Argument<FileSystemInfo[]>("files")
        {
            Description = "Scripts, or folders of .sql, .test and .inc files; without any, the project's own corpus",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var warnings = new Option<bool>("--warnings") { Description = "Compare warnings too" };
        var command = new Command("replay", "A differential replay of SQL files beside a single server") { files, warnings };
        command.SetAction(parsed => RunAsync(parsed.GetValue(files) ?? [], parsed.GetValue(warnings)));
        return command;
    }

    private static async Task<int> RunAsync(FileSystemInfo[] files, bool warnings)
    {
        var servers = await ReplayServers.StartAsync();
        var totals = ReplayTotals.Nothing;
        foreach (var (name, script) in ScriptsOf(files))
        {
            if (await RunAsync(servers, name, script, warnings) is { } result)
            {
                foreach (var difference in result.Differences) Console.WriteLine(difference);
                totals += result;
                continue;
            }

            await servers.DisposeAsync();
            servers = await ReplayServers.StartAsync();
        }

        await servers.DisposeAsync();

        Console.WriteLine($"{totals.Statements} statements, {totals.OnReader} on the reader, {totals.Differences.Count} answered otherwise.");
        return totals.Differences.Count == 0 ? 0 : 1;
    }

    // A file that stops replication, or ends a server, must not take the others with it: they get new servers.
    private static async Task<ReplayTotals?> RunAsync(ReplayServers servers, string name, string script, bool warnings)
    {
        try
        {
            return await servers.RunAsync(name, script, warnings);
        }
        catch (Exception exception) when (exception is TimeoutException or LocalClusterException or System.Data.Common.DbException)
        {
            Console.WriteLine($"{name}: given up: {exception.Message}");
            return null;
        }
    }

    private static IEnumerable<(string Name, string Script)> ScriptsOf(FileSystemInfo[] files) => files is []
        ? ReplayCorpus.For(new LocalClusterOptions().Flavor)
        : files.SelectMany(FilesOf).Select(path => (path, File.ReadAllText(path)));

    private static IEnumerable<string> FilesOf(FileSystemInfo file) => file is DirectoryInfo folder
        ? folder.EnumerateFiles("*", SearchOption.AllDirectories).Where(each => Endings.Contains(each.Extension)).Select(each => each.FullName).Order(StringComparer.Ordinal)
        : [file.FullName];
}
